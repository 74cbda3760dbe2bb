"""The words of the camera as a scanner: its buttons, and what to do where it cannot be used."""

CAMERA_LABELS = {
    "camera": "Camera",
    "camera_look": "Hold a code into the picture",
    "camera_several": "Several codes: tap the one you mean",
    "camera_lamp": "Light",
    "camera_switch": "Other camera",
    "camera_photo": "Photo",
    "camera_close": "Close",
    "camera_opening": "The camera is being switched on",
    "camera_denied": "The camera may not be used. Allow it in the browser, or take a photo.",
    "camera_none": "There is no camera here. Take a photo of the code elsewhere, and open it.",
    "camera_taken": "Another program has the camera. Close that, or take a photo of the code.",
    "camera_unfit": "The camera cannot be used from this page. Take a photo of the code instead.",
    "camera_no_lamp": "This camera has no light. Hold the code where it is brighter.",
    "camera_no_code": "No code is to be read in this photo. Go closer, and hold still.",
    "camera_no_photo": "This is no photo that can be read. Take it as JPEG or PNG.",
    "camera_large": "This photo is too large. Take it with fewer dots.",
}
