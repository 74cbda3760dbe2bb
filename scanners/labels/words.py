"""The words that stand on labels, in every language of the app."""

LANGUAGES = ("en", "de", "fr", "es", "pl", "ar")
RTL = frozenset({"ar"})
"""Those that are read from the right."""

#: word: English, German, French, Spanish, Polish, Arabic.
_TABLE = {
    "lot": ("Lot", "Charge", "Lot", "Lote", "Partia", "رقم الدفعة"),
    "expiry": ("Expiry", "Verfall", "Péremption", "Caducidad", "Ważność", "انتهاء الصلاحية"),
    "serial": ("Serial no.", "Seriennr.", "N° de série", "N.º de serie", "Nr seryjny", "الرقم التسلسلي"),
    "article": ("Article", "Artikel", "Article", "Artículo", "Artykuł", "الصنف"),
    "count": ("Count", "Anzahl", "Quantité", "Cantidad", "Ilość", "الكمية"),
    "content": ("Content", "Inhalt", "Contenu", "Contenido", "Zawartość", "المحتوى"),
    "from": ("From", "Von", "De", "De", "Od", "من"),
    "not_stated": ("not stated", "nicht angegeben", "non indiqué", "no indicado", "nie podano", "غير مذكور"),
    "to": ("To", "An", "À", "Para", "Do", "إلى"),
    "sscc": ("SSCC", "NVE (SSCC)", "SSCC", "SSCC", "SSCC", "SSCC"),
    "bin": ("Bin", "Lagerplatz", "Emplacement", "Ubicación", "Miejsce", "الموقع"),
    "check": ("Check", "Prüfziffer", "Contrôle", "Control", "Kontrola", "رقم التحقق"),
    "package": ("Load carrier", "Ladeträger", "Support de charge", "Unidad de carga", "Nośnik", "وحدة التحميل"),
    "printer": ("Printer", "Drucker", "Imprimante", "Impresora", "Drukarka", "الطابعة"),
    "keyboard": ("Scanner keyboard", "Scanner-Tastatur", "Clavier du lecteur", "Teclado del lector", "Klawiatura skanera", "لوحة مفاتيح الماسح"),
    "set_up": ("Scan what the scanner shall do", "Scannen, was der Scanner tun soll", "Scannez ce que le lecteur doit faire", "Escanee lo que el lector debe hacer", "Zeskanuj, co skaner ma robić", "امسح ما يجب أن يفعله الماسح"),
    "set_enter": ("Enter behind each code", "Enter nach jedem Code", "Entrée après chaque code", "Intro tras cada código", "Enter po każdym kodzie", "إدخال بعد كل رمز"),
    "set_keys": ("Keys of a US keyboard", "Tasten einer US-Tastatur", "Touches d’un clavier américain", "Teclas de un teclado de EE. UU.", "Klawisze klawiatury USA", "مفاتيح لوحة أمريكية"),
    "set_com": ("USB as a serial port (USB-COM)", "USB als serielle Schnittstelle (USB-COM)", "USB comme port série (USB-COM)", "USB como puerto serie (USB-COM)", "USB jako port szeregowy (USB-COM)", "USB كمنفذ تسلسلي (USB-COM)"),
    "set_pos": ("USB in HID POS mode", "USB im HID-POS-Modus", "USB en mode HID POS", "USB en modo HID POS", "USB w trybie HID POS", "USB في وضع HID POS"),
    "tote": ("Tote", "Behälter", "Bac", "Caja", "Pojemnik", "صندوق"),
    "hold": ("ON HOLD", "GESPERRT", "BLOQUÉ", "RETENIDO", "WSTRZYMANE", "محجوز"),
    "hold_do": ("Do not move, do not pick", "Nicht bewegen, nicht entnehmen", "Ne pas déplacer, ne pas prélever", "No mover, no recoger", "Nie przemieszczać, nie pobierać", "ممنوع النقل والسحب"),
    "reject": ("REJECTED", "ABGELEHNT", "REFUSÉ", "RECHAZADO", "ODRZUCONE", "مرفوض"),
    "reject_do": ("Do not use", "Nicht verwenden", "Ne pas utiliser", "No utilizar", "Nie używać", "ممنوع الاستخدام"),
    "quarantine": ("QUARANTINE", "QUARANTÄNE", "QUARANTAINE", "CUARENTENA", "KWARANTANNA", "حجر"),
    "quarantine_do": ("Wait for the quality check", "Auf Qualitätsprüfung warten", "Attendre le contrôle qualité", "Esperar el control de calidad", "Czeka na kontrolę jakości", "بانتظار فحص الجودة"),
    "reason": ("Reason", "Grund", "Motif", "Motivo", "Powód", "السبب"),
    "since": ("Since", "Seit", "Depuis", "Desde", "Od dnia", "منذ"),
    "by": ("By", "Durch", "Par", "Por", "Przez", "بواسطة"),
    "return": ("RETURN", "RETOURE", "RETOUR", "DEVOLUCIÓN", "ZWROT", "مرتجع"),
    "customer": ("Customer", "Kunde", "Client", "Cliente", "Klient", "العميل"),
    "number": ("Number", "Nummer", "Numéro", "Número", "Numer", "الرقم"),
    "badge": ("Log in with this", "Hiermit anmelden", "Pour se connecter", "Para identificarse", "Do logowania", "لتسجيل الدخول"),
    "commands": ("Scan what you want to do", "Scannen, was zu tun ist", "Scannez l’action voulue", "Escanee lo que quiere hacer", "Zeskanuj, co chcesz zrobić", "امسح ما تريد فعله"),
    "pick_list": ("Pick slip", "Pickliste", "Bon de prélèvement", "Hoja de recogida", "Lista pobrania", "قائمة السحب"),
    "slip": ("Delivery slip", "Lieferschein", "Bon de livraison", "Albarán", "Dokument dostawy", "قسيمة التسليم"),
    "pairing": ("Scan to connect", "Zum Verbinden scannen", "Scanner pour connecter", "Escanear para conectar", "Zeskanuj, aby połączyć", "امسح للاتصال"),
}  # fmt: skip

WORDS = {word: dict(zip(LANGUAGES, said, strict=True)) for word, said in _TABLE.items()}


def say(word: str, language: str) -> str:
    """Say a word of the table; the caller has checked both against it."""
    return WORDS[word][language]
