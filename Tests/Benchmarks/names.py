"""Words the studio is made of."""

FIRST = """Aiko Björn Chloé Daichi Élodie Farid Giulia Haruto Inès João Kaito Léa Mamadou Nadia Olivier Priya Quentin Rin Sofía Tomáš Ulrike Vikram Wanda
Ximena Yuki Zoé André Beatriz Célestin Dagny Emre Fumiko Göran Hana Idris Jürgen Kenza Lucía Mika Noémie""".split()

LAST = """Abe Bernard Castillo Dubois Eriksson Faye García Hoshino Ibrahim Jensen Kimura Lefèvre Müller Nakamura O’Brien Petit Queiroz Rossi Šimek Tanaka
Ueda Verne Watanabe Xu Yılmaz Zimmermann Almeida Blanc Chaudhary D’Angelo Endo""".split()

ASSETS = {
    "Character": "Tsubame Fox Postman Grandmother Innkeeper Sailor Child Heron Ghost Conductor".split(),
    "Prop": "Lantern Umbrella Suitcase Bicycle Letter Teapot Compass Clock Rope Radio".split(),
    "Environment": "Harbour Station Forest Attic Bridge Market Lighthouse Rooftop Tunnel Orchard".split(),
    "FX": "Rain Smoke Sparks Fog Snow Waves Dust Embers Ripples Steam".split(),
}

FAMILIES = ["main", "secondary", "crowd", "set dressing"]
CAMERAS = ["35 mm", "50 mm", "85 mm", "24 mm wide"]
SOFTWARE = ["Blender", "Maya", "Houdini", "Nuke", "Krita"]

WORDS = """the a her his and of with on under behind before after light shadow turn slowly keep hold frame camera arc timing pose hand eyes look wind hair
cloth roof rain wave lantern smoke cut track pan left right closer wider soften stronger less more contact glow edge noise flicker matte grain colour
déjà naïve café 影 光 approved retake please check render version silhouette anticipation overlap settle spacing weight""".split()
