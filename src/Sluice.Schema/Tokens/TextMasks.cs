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
        var (masks, at) = (known.MasksOf(key.Source, anyEscape), (key.At, key.Least, key.Most));
        if (masks.TryGetValue(at, out var mask))
            return mask;
        mask = masks.GetOrAdd(at, tokens.Follow(cursor, anyEscape));
        if (Interlocked.Add(ref known.Bytes, mask.Inside.Size + mask.Closing.Size) > MaxBytes)
        {
            lock (cleaning)
                memory = memory == known ? new Memory() : memory;
        }

        return mask;
    }

    sealed class Memory
    {
        readonly Dictionary[] anyText = [new(), new()];
        readonly ConcurrentDictionary<(Automaton, bool), Dictionary> byLanguage = new();
        readonly ConditionalWeakTable<object, Dictionary>[] nearest = [[], []]; // spares comparing tables

        public long Bytes;

        public Dictionary MasksOf(object? source, bool anyEscape)
        {
            if (source is null)
                return anyText[anyEscape ? 1 : 0];
            var table = nearest[anyEscape ? 1 : 0];
            return table.TryGetValue(source, out var masks) ? masks
                : table.GetValue(source, own => own is Automaton language ? byLanguage.GetOrAdd((language, anyEscape), _ => new()) : new());
        }
    }

    sealed class Dictionary : ConcurrentDictionary<(int At, int Least, int Most), TextMask>;
}
