using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Sluice.Schema.Answers.Strings;

namespace Sluice.Schema.Tokens;

/// <summary>Remembers which tokens may follow which places in strings and keys, over all answers and grammars; equal languages share what is known.</summary>
internal sealed class TextMasks(StringTokens tokens)
{
    const long MaxBytes = 64 << 20; // some 5,000 places with most of 49,152 tokens each, or 50 times as many narrow ones

    readonly Lock cleaning = new();
    Memory memory = new();

    public TextMask Of<T>(T place, bool anyEscape)
        where T : struct, ITextCursor
    {
        var known = memory;
        var key = place.Key(tokens.Reach);
        var masks = known.MasksOf(key.Source, anyEscape);
        var at = (key.Kind, key.At, key.Least, key.Most);
        if (masks.TryGetValue(at, out var mask))
            return mask;
        mask = masks.GetOrAdd(at, key.Source is null ? tokens.Follow(key.Least, key.Most, anyEscape) : tokens.Follow(place, anyEscape));
        if (Interlocked.Add(ref known.Bytes, mask.Size) > MaxBytes)
        {
            lock (cleaning)
                memory = memory == known ? new Memory() : memory;
        }

        return mask;
    }

    sealed class Memory
    {
        readonly Masks[] anyText = [new(), new()];
        readonly ConcurrentDictionary<object, Masks>[] bySource = [new(), new()];
        readonly ConditionalWeakTable<object, Masks>[] nearest = [[], []]; // spares comparing tables

        public long Bytes;

        /// <param name="source">A table, or a set of named values; equal ones share.</param>
        public Masks MasksOf(object? source, bool anyEscape)
        {
            var own = anyEscape ? 1 : 0;
            return source is null ? anyText[own]
                : nearest[own].TryGetValue(source, out var masks) ? masks
                : nearest[own].GetValue(source, made => bySource[own].GetOrAdd(made, _ => new Masks()));
        }
    }

    sealed class Masks : ConcurrentDictionary<(TextKind Kind, int At, int Least, int Most), TextMask>;
}
