/// The words that every text of a language is full of: no terms, but they betray the language.
enum StopWords {
  static let byLanguage = [
    "cs": list(
      "a aby ale bez by být co do i jak je jeho ji již jsou k která které ke kde na nad ne "
        + "nebo než od po pod pro při s se si tak ten to tu u už v ve však z za ze že"),
    "de": list(
      "aber als am an auch auf aus bei das dass dem den der des die du ein eine einem einen "
        + "einer er es für hat ich im in ist ihm ihn ihr kein mein mir mit nach nicht noch nur sich "
        + "sie sind so um und uns von vor war was wenn wer wie wir wird zu zum"),
    "en": list(
      "a about after all also an and are as at be been before but by can could did do each "
        + "for from had has have he her him his i if in into is it its may me more my no nor not of "
        + "on one only or other our out over shall she so some such than that the their them then "
        + "there these they thee this thou thy till to too two under until up upon us very was we "
        + "were what when where which while who whom will with would you your"),
    "es": list(
      "al como con de del el en entre es esa ese está ha han hasta hay la las le lo los más "
        + "me mi muy no nos o para pero por que qué se si sin sobre son su sus también te tu tus un "
        + "una uno y ya"),
    "fr": list(
      "au aux avec ce ces comme dans de des deux du elle en est et eux il ils je la le les "
        + "leur lui ma mais me mes mon ne nous on ou où par pas plus pour qu que qui sa sans se ses "
        + "son sont sur ta te tu un une vous"),
  ]

  static let all = byLanguage.values.reduce(into: greek) { $0.formUnion($1) }

  private static let greek = list(
    "και να το τα τον την της του των στο στη στην στον με για που από "
      + "είναι δεν θα μια ένα ένας μου σου τη τους τις")

  private static func list(_ words: String) -> Set<String> {
    Set(words.split(separator: " ").map(String.init))
  }
}
