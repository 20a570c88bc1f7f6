namespace Sluice.Bench.Events;

/// <summary>Texts that requests have, each once: finish reasons are a few words, and failures say the same again and again.</summary>
sealed class PackedWords
{
    readonly List<string> _words = [];
    readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public string this[int number] => _words[number];

    public int NumberOf(string word)
    {
        if (_numbers.TryGetValue(word, out var known)) return known;
        _words.Add(word);
        return _numbers[word] = _words.Count - 1;
    }

    /// <summary>To be read only.</summary>
    public PackedWords Snapshot()
    {
        var words = new PackedWords();
        words._words.AddRange(_words);
        return words;
    }
}
