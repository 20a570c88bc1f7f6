namespace Sluice.Bench.Requests;

/// <summary>Short common English words: nearly every vocabulary has each of them, with the space before it, as one token.</summary>
public static class CommonWords
{
    static readonly string[] Nouns = Split("man time year people way day thing world life hand part child eye woman place work week case point company number group problem fact house water room mother area money story month lot right study book word issue side kind head service friend father power hour game line end member law car city name team minute idea body back parent face level office door health person art war history party result change morning reason girl guy moment air teacher force");

    static readonly string[] Adjectives = Split("good new first last long great little own other old right big high different small large next early young important few public bad same able local late hard major better strong possible whole free military true federal full special easy clear recent certain open red hot cold");

    static readonly string[] Verbs = Split("said made found gave told called felt left kept began showed heard played ran moved lived held brought wrote sat stood lost paid met set learned led watched followed stopped spoke read spent grew opened walked won taught offered loved bought served died sent built stayed fell cut reached killed raised passed sold");

    static readonly string[] Prepositions = Split("in on at by for from with about into over after under between through during before against");

    static readonly string[] Articles = Split("the a this that his her our their its one");

    /// <summary>Each once.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Nouns.Concat(Adjectives).Concat(Verbs).Concat(Prepositions).Concat(Articles).Distinct()];

    /// <summary>The kinds of words in the order of a plain sentence: "the old man found a small house near the city".</summary>
    public static IReadOnlyList<string[]> Sentence { get; } = [Articles, Adjectives, Nouns, Verbs, Articles, Adjectives, Nouns, Prepositions, Articles, Nouns];

    static string[] Split(string words) => words.Split(' ');
}
