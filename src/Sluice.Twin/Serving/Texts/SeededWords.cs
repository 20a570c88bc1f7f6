namespace Sluice.Twin.Serving.Texts;

/// <summary>Prose without meaning: words drawn by a seed, each one token.</summary>
static class SeededWords
{
    // Common words of at most eight letters, so that each is one token of TextPieces.
    static readonly string[] Words =
    [
        "the", "of", "and", "to", "in", "is", "that", "for", "it", "as", "was", "with", "be", "by", "on", "not", "this", "are", "or", "from",
        "at", "which", "an", "have", "but", "had", "they", "you", "were", "one", "all", "there", "would", "their", "we", "when", "who", "will", "more", "if",
        "no", "out", "so", "said", "what", "up", "its", "about", "into", "than", "them", "can", "only", "other", "new", "some", "could", "time", "these", "two",
        "may", "then", "do", "first", "any", "now", "such", "like", "our", "over", "even", "most", "made", "after", "also", "many", "before", "must", "through", "years",
        "where", "much", "your", "way", "well", "down", "should", "because", "each", "just", "those", "people", "how", "too", "little", "state", "good", "very", "make", "world",
        "still", "own", "see", "work", "long", "get", "here", "between", "both", "life", "being", "under", "never", "day", "same", "another", "know", "while", "last", "might",
    ];

    /// <param name="begins">Whether the first word stands at the beginning of a text, without a space before it.</param>
    public static TokenText Write(Random random, int tokens, bool begins = true)
    {
        var text = new byte[tokens * (1 + LongestWord)];
        var ends = new int[tokens];
        var at = 0;
        for (var token = 0; token < tokens; token++)
        {
            if (token > 0 || !begins) text[at++] = (byte)' ';
            foreach (var letter in Words[random.Next(Words.Length)]) text[at++] = (byte)letter;
            ends[token] = at;
        }

        return new TokenText(text[..at], ends);
    }

    const int LongestWord = 8; // letters
}
