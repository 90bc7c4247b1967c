"""Units of a habit's amounts, as people write them in their languages."""

from typing import Final

_SECONDS: Final = (
    "s sec secs second seconds sekunde sekunden sek segundo segundos secondi secondo seconde "
    "secondes seconden sekund sekunder sekunnit sn saniye сек секунда секунд секунды 秒 초 วินาที"
)
_MINUTES: Final = (
    "m min mins minute minutes minuten minuto minutos minuti minuut minuter minutter minut "
    "minuty minuta minutit minuutti minuuttia perc dk dakika мин минута минут минуты "
    "хв хвилин 分 分钟 分鐘 分間 분 phút menit λεπτά דקות دقيقة دقائق मिनट นาที"
)
_HOURS: Final = (
    "h hr hrs hour hours stunde stunden std hora horas ora ore heure heures uur uren timme timmar "
    "time timer godzina godzin godz hodina hodin hodiny tunti tuntia óra saat sa ч час часов часа "
    "год годин 小时 小時 時間 시간 giờ jam ώρες שעות ساعة ساعات घंटे ชั่วโมง"
)
_COUNTS: Final = (
    "x time times mal fois vez veces vezes volta volte keer gånger gange ganger raz razy razem "
    "krát kerta kertaa alkalom kez kere раз раза разів 次 回 번 lần kali φορές פעמים مرات बार ครั้ง "
    "session sessions sitzung sitzungen séance séances sesión sesiones sessione sessioni sessie "
    "sessies rep reps"
)
_SIZES: Final = {
    **dict.fromkeys(_SECONDS.split(), 1.0),
    **dict.fromkeys(_MINUTES.split(), 60.0),
    **dict.fromkeys(_HOURS.split(), 3600.0),
}
_TIMES: Final = frozenset(_COUNTS.split())


def seconds_in(unit: str) -> float | None:
    """The seconds in a unit of time; `None` for other units."""
    return _SIZES.get(_plain(unit))


def is_count(unit: str) -> bool:
    """Whether amounts in this unit count how often something was done."""
    return not _plain(unit) or _plain(unit) in _TIMES


def _plain(unit: str) -> str:
    return unit.strip().casefold().rstrip(".")
