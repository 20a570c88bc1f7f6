using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Sluice.Schema.Answers.Strings;
using Sluice.Schema.Answers.Strings.Languages;

namespace Sluice.Schema.Tokens;

/// <summary>Remembers which tokens may follow which places in strings, over all answers and grammars; equal languages share what is known.</summary>
internal sealed class TextMasks(StringTokens tokens)
{
    const long MaxBytes = 64 << 20; // some 5,000 places with most of 49,152 tokens each, or 100 times as many narrow ones

    readonly Lock cleaning = new();
    Memory memory = new();

    public TextMask Of(TextCursor cursor, bool anyEscape)
    {
        var known = memory;
        var key = cursor.Key(tokens.Reach);
        var masks = known.MasksOf(key.Language, anyEscape);
        if (masks.TryGetValue((key.State, key.Least, key.Most), out var mask))
            return mask;
        mask = tokens.Follow(cursor, anyEscape);
        masks.TryAdd((key.State, key.Least, key.Most), mask);
        if (Interlocked.Add(ref known.Bytes, mask.Inside.Size + mask.Closing.Size) > MaxBytes)
        {
            lock (cleaning)
                memory = memory == known ? new Memory() : memory;
        }

        return mask;
    }

    sealed class Memory
    {
        readonly ConcurrentDictionary<(int, int, int), TextMask>[] anyText = [new(), new()];
        readonly ConcurrentDictionary<(Automaton, bool), ConcurrentDictionary<(int, int, int), TextMask>> byLanguage = new();
        readonly ConditionalWeakTable<Automaton, ConcurrentDictionary<(int, int, int), TextMask>>[] nearest = [[], []]; // spares comparing tables

        public long Bytes;

        public ConcurrentDictionary<(int, int, int), TextMask> MasksOf(Automaton? language, bool anyEscape)
        {
            if (language is null)
                return anyText[anyEscape ? 1 : 0];
            var table = nearest[anyEscape ? 1 : 0];
            return table.TryGetValue(language, out var masks) ? masks : table.GetValue(language, own => byLanguage.GetOrAdd((own, anyEscape), _ => new()));
        }
    }
}
