import Testing

@testable import Identity

/// Answers of security keys in software, made with the Python package `cryptography` for the site https://studio.example and the challenge
/// of the bytes 0 to 31.
struct SecurityKeyVector: Sendable, CustomTestStringConvertible {
  let algorithm: SecurityKeyAlgorithm
  let credentialID: String
  let registration: String
  /// The counters are 2 and 3.
  let assertions: [String]

  var testDescription: String { "\(algorithm)" }

  static let all: [SecurityKeyVector] = [
    SecurityKeyVector(
      algorithm: .es256, credentialID: "a2V5IGVzMjU2",
      registration: """
        {"rawId":"a2V5IGVzMjU2","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmNyZWF0ZSIsICJjaGFsbG\
        VuZ2UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdH\
        VkaW8uZXhhbXBsZTo4NDQzIiwgImNyb3NzT3JpZ2luIjogZmFsc2V9","attestationObject":"o2NmbXRkbm9uZWdhdHRTdG1\
        0oGhhdXRoRGF0YViN2tBqH9IFFTMILE_2IyFdBUy8ECzo_blb4fR3Ly4N9ypFAAAAAQAAAAAAAAAAAAAAAAAAAAAACWtleSBlczI\
        1NqUBAgMmIAEhWCDATIrUqYuwFVN1xtsWeHCiWAuVFcS1PiJf-jGXJ5S5LSJYIOeitxFq2FB8CuEzxtHF3oUugdv-KEx-OyPQLo2\
        AvXde"}}
        """,
      assertions: [
        """
        {"rawId":"a2V5IGVzMjU2","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmdldCIsICJjaGFsbGVuZ2\
        UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdHVkaW\
        8uZXhhbXBsZTo4NDQzIiwgImNyb3NzT3JpZ2luIjogZmFsc2V9","authenticatorData":"2tBqH9IFFTMILE_2IyFdBUy8ECz\
        o_blb4fR3Ly4N9yoBAAAAAg","signature":"MEQCIDqD-qj-wYIcj390VoY4rDVn2xvzw5yUga7zyHwCrsZ0AiBDb77NkNR68c\
        BIoOo3-ray2NSIbLy7AHcSSctbiPjWMQ"}}
        """,
        """
        {"rawId":"a2V5IGVzMjU2","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmdldCIsICJjaGFsbGVuZ2\
        UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdHVkaW\
        8uZXhhbXBsZTo4NDQzIiwgImNyb3NzT3JpZ2luIjogZmFsc2V9","authenticatorData":"2tBqH9IFFTMILE_2IyFdBUy8ECz\
        o_blb4fR3Ly4N9yoBAAAAAw","signature":"MEQCIGuuSbqB6XeO2MxmZZdMTMB6lWx9E4yqo672E_Ityl9NAiAw4RV0eKRO5s\
        wJH82-trOUvag5iwGQ4aAM1pb45jg9Fw"}}
        """,
      ]),
    SecurityKeyVector(
      algorithm: .edDSA, credentialID: "a2V5IGVkRFNB",
      registration: """
        {"rawId":"a2V5IGVkRFNB","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmNyZWF0ZSIsICJjaGFsbG\
        VuZ2UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdH\
        VkaW8uZXhhbXBsZTo4NDQzIiwgImNyb3NzT3JpZ2luIjogZmFsc2V9","attestationObject":"o2NmbXRkbm9uZWdhdHRTdG1\
        0oGhhdXRoRGF0YVhq2tBqH9IFFTMILE_2IyFdBUy8ECzo_blb4fR3Ly4N9ypFAAAAAQAAAAAAAAAAAAAAAAAAAAAACWtleSBlZER\
        TQaQBAQMnIAYhWCDlO6g4fD989wAhhaLYzWvBHHjEDJ6bdcusUti2VW5TZQ"}}
        """,
      assertions: [
        """
        {"rawId":"a2V5IGVkRFNB","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmdldCIsICJjaGFsbGVuZ2\
        UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdHVkaW\
        8uZXhhbXBsZTo4NDQzIiwgImNyb3NzT3JpZ2luIjogZmFsc2V9","authenticatorData":"2tBqH9IFFTMILE_2IyFdBUy8ECz\
        o_blb4fR3Ly4N9yoBAAAAAg","signature":"-vL-I2azJcO0G-iYnbu3jStroCWAQThY6ldwr2UPAefHUiJ0zP0qHZbM_3aWy0\
        jVwwwo_dOgYpOLTDxytcL7Cg"}}
        """,
        """
        {"rawId":"a2V5IGVkRFNB","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmdldCIsICJjaGFsbGVuZ2\
        UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdHVkaW\
        8uZXhhbXBsZTo4NDQzIiwgImNyb3NzT3JpZ2luIjogZmFsc2V9","authenticatorData":"2tBqH9IFFTMILE_2IyFdBUy8ECz\
        o_blb4fR3Ly4N9yoBAAAAAw","signature":"LeqBPf-0zEDoY3Q-dx0RM_BMcJQEWAlSzzdMH818uZ2yAtX5nXu6Sivlliclz9\
        Y18ECBs4Bg-gJIVttYGdu2Dg"}}
        """,
      ]),
    SecurityKeyVector(
      algorithm: .es384, credentialID: "a2V5IGVzMzg0",
      registration: """
        {"rawId":"a2V5IGVzMzg0","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmNyZWF0ZSIsICJjaGFsbG\
        VuZ2UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdH\
        VkaW8uZXhhbXBsZTo4NDQzIiwgImNyb3NzT3JpZ2luIjogZmFsc2V9","attestationObject":"o2NmbXRkbm9uZWdhdHRTdG1\
        0oGhhdXRoRGF0YViu2tBqH9IFFTMILE_2IyFdBUy8ECzo_blb4fR3Ly4N9ypFAAAAAQAAAAAAAAAAAAAAAAAAAAAACWtleSBlczM\
        4NKUBAgM4IiACIVgw9j65Sm7yKhAjRLNsdSZJs-pYwgtoHShg7T15B_sbABseF6xOkNezC5heJPJeTcNaIlgwly9nH_v0MJUwzH7\
        dEXFo7bzEYN7JA1w3XPmGy6HkYywHFLJx_RYxzKj0N8GjLLIu"}}
        """,
      assertions: [
        """
        {"rawId":"a2V5IGVzMzg0","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmdldCIsICJjaGFsbGVuZ2\
        UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdHVkaW\
        8uZXhhbXBsZTo4NDQzIiwgImNyb3NzT3JpZ2luIjogZmFsc2V9","authenticatorData":"2tBqH9IFFTMILE_2IyFdBUy8ECz\
        o_blb4fR3Ly4N9yoBAAAAAg","signature":"MGUCMQCcPB9LXkv1KoxTyxZ85NwktODL5AVww-26e0NRXjM5MOoTmj_npa5Lx2\
        ec1kCAtr8CMG84iyptZnFQHeK9pqxkWPlT4zop40f_cmhU6qTC6Y-233Pl3b_ftF2EFqi6Ksycxw"}}
        """,
        """
        {"rawId":"a2V5IGVzMzg0","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmdldCIsICJjaGFsbGVuZ2\
        UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdHVkaW\
        8uZXhhbXBsZTo4NDQzIiwgImNyb3NzT3JpZ2luIjogZmFsc2V9","authenticatorData":"2tBqH9IFFTMILE_2IyFdBUy8ECz\
        o_blb4fR3Ly4N9yoBAAAAAw","signature":"MGUCMGRkTlmcgZXqHE-R8XVHVwNV0w3Sqz60CdHynmqQ3j7uRu5lyDNHmR6jk9\
        YYrz6d0gIxAIQIVyrRr5PrKHuMmQVei-Vi8NN3Wi57mI8RYdY2qMWaMW7Fn-lK2K2NENIwMg-llw"}}
        """,
      ]),
    SecurityKeyVector(
      algorithm: .rs256, credentialID: "a2V5IHJzMjU2",
      registration: """
        {"rawId":"a2V5IHJzMjU2","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmNyZWF0ZSIsICJjaGFsbG\
        VuZ2UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdH\
        VkaW8uZXhhbXBsZTo4NDQzIiwgImNyb3NzT3JpZ2luIjogZmFsc2V9","attestationObject":"o2NmbXRkbm9uZWdhdHRTdG1\
        0oGhhdXRoRGF0YVkBUNrQah_SBRUzCCxP9iMhXQVMvBAs6P25W-H0dy8uDfcqRQAAAAEAAAAAAAAAAAAAAAAAAAAAAAlrZXkgcnM\
        yNTakAQMDOQEAIFkBAOmVb34J1WV9OuYmEY7keou_S5kfuprH5s2qFH4RYOV95D9yhZO05QAuQdMS5-4EuuUrQoO2V50aitprWqk\
        PZpIYidQ4JVV66e_9iyxULU_qUpwwJTzMKrPM3Y6D6hSAiJ-jQ1YXsLhD7sCd7s5OPmWhMUCjOHOYXOrz_5hrxEtBAcNKe3W9N8r\
        KPRicf0xffPdwmfBG67MNkCRIZzNpYmXOTPXFxW-9bwrVEHFngwC62CxQdA5isVmCu6mM6YEOVHQ2jc-d_zvUm_fhrIwJI7KMYql\
        qb_Cy6H2DuyTSGQyFOX7Hn8tofSKQEPhr_PrEF-Lb2O_iyY_BbcfXB3uVGI0hQwEAAQ"}}
        """,
      assertions: [
        """
        {"rawId":"a2V5IHJzMjU2","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmdldCIsICJjaGFsbGVuZ2\
        UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdHVkaW\
        8uZXhhbXBsZTo4NDQzIiwgImNyb3NzT3JpZ2luIjogZmFsc2V9","authenticatorData":"2tBqH9IFFTMILE_2IyFdBUy8ECz\
        o_blb4fR3Ly4N9yoBAAAAAg","signature":"BJz12_UhqEE-W6VI74Zdi620d5seaZgcw8DX7pg6IuLuo-38kpIRP1s0K7KUPP\
        JiLmZO_HO1-Ow7mXWnx8mciFuizUZ_aFDgWaSYdx5XoHLGnirJxdnsYykPMiAXxk-BHu_DdUhKks6Y5ZvJZA_YrtXytJFTEzGRDW\
        KjRTxVqQXjfQ0Nlajey4RH1emZPgZ4l8OQ6c9S4H4AF-9vhgoX6kHaL3MXns6pL-vlQFu1-Pcymg1NKv6lI-n6_WixMJESl-7flm\
        2nrQ8QsVUBYqXGwCjrWbPFdMbmHl1L5JAEW_wxz8Lt3FXioZU04tPYiy0FMl8w8alJW9wxxpICCa_jsw"}}
        """,
        """
        {"rawId":"a2V5IHJzMjU2","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmdldCIsICJjaGFsbGVuZ2\
        UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdHVkaW\
        8uZXhhbXBsZTo4NDQzIiwgImNyb3NzT3JpZ2luIjogZmFsc2V9","authenticatorData":"2tBqH9IFFTMILE_2IyFdBUy8ECz\
        o_blb4fR3Ly4N9yoBAAAAAw","signature":"cx4xph_tyHZ3RvLBop8uWNIdZY_xme1d9PD8gEhiy0JVhrzd_DWgCliysB7w7M\
        Y5I2iVjA4yVUfxpFLUIfZq8S09qWYyqr0X_Sz7r-IEZHriO2lGURd31eYb3b4e3uzgW8KFPDUfa9sp3K_Hrrr4VbSGCErpHCfIre\
        pXBmprLyt9QnFpopLpoywFqNnYaCRcP99NXg7DOYcbbzEUFpVElLFTa_Trb8VHusCm4wUnVw7W8wi48KPD4Bi24Y56lctI9OesKt\
        nf6WN4Q6B75W8cGfyHMPBD7m25aT5KO4u99cy6rkqKjYrKMpIQocCZo1vujIaJW4sbjgzmkeAFrQaI5g"}}
        """,
      ]),
  ]

  /// As the original stores a key: the credential's id began with two zeros, x with one.
  static let storedByOriginal = """
    {"device_name":"old","aaguid":0,"credential_id":512071488052225163554675,"public_key":{"1":2,"3":-7,\
    "-1":1,"-2":113498437490358624632077454127607149657610836757856508052500646646794588549,"-3":7500103\
    516934181190607345521905720604305222657281633019856226602302649603693}}
    """

  /// What that key answers.
  static let answerToOriginal = """
    {"rawId":"AABsb3N0IHplcm9z","response":{"clientDataJSON":"eyJ0eXBlIjogIndlYmF1dGhuLmdldCIsICJjaGFsbG\
    VuZ2UiOiAiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsICJvcmlnaW4iOiAiaHR0cHM6Ly9zdH\
    VkaW8uZXhhbXBsZSIsICJjcm9zc09yaWdpbiI6IGZhbHNlfQ","authenticatorData":"2tBqH9IFFTMILE_2IyFdBUy8ECzo_\
    blb4fR3Ly4N9yoBAAAABw","signature":"MEUCIE9BWdGXhbXosSbRvSj--8uaKvXj8dRP21bS4B60xJm4AiEAqaJXNUr9ru1r\
    ZArLvsVR69AJEL2wvUg8c4CEx8s7HJA"}}
    """
}
