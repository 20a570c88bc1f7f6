using System.Text;
using Sluice.Schema.Answers;

namespace Sluice.Tests.Schema.Answers;

/// <summary>A walk at random through what a machine allows: first wherever chance leads, then towards an end.</summary>
internal static class AnswerWalk
{
    const int MaxSteps = 2_000; // of the way out; a walk that needs more has no end in sight

    /// <summary>Bytes that lead out of values rather than further into them, most useful first.</summary>
    static readonly byte[] Closing = [.. "\"}]:,ntf"u8];

    static readonly byte[] Common = [.. "0123456789nulltrufalse.e-\\{[ xk"u8];

    /// <param name="wander">Bytes chosen at random before the way out is taken.</param>
    /// <param name="words">Pieces that the way out tries, such as the keys of the schema: chance alone would not find them.</param>
    public static (bool Ended, string Text) ToEnd(AnswerMachine machine, Random random, int wander, IReadOnlyList<byte[]> words)
    {
        var written = new List<byte>();
        for (var step = 0; step < wander + MaxSteps; step++)
        {
            if (machine.IsComplete || machine.CanEnd && (step >= wander || random.Next(4) == 0))
                return (true, Encoding.UTF8.GetString([.. written]));
            var next = step < wander ? Any(machine, random) : Out(machine, random, words);
            if (next.Length == 0)
                break;
            machine.TryAppend(next);
            written.AddRange(next);
        }

        return (false, Encoding.UTF8.GetString([.. written]));
    }

    static byte[] Any(AnswerMachine machine, Random random)
    {
        for (var tries = 0; tries < 12; tries++)
        {
            byte[] next = [random.Next(3) switch { 0 => (byte)random.Next(256), 1 => Closing[random.Next(Closing.Length)], _ => Common[random.Next(Common.Length)] }];
            if (machine.Fork().TryAppend(next))
                return next;
        }

        return First(machine, random, []);
    }

    static byte[] Out(AnswerMachine machine, Random random, IReadOnlyList<byte[]> words)
    {
        var known = words.Where(word => machine.Fork().TryAppend(word)).ToList();
        return known.Count > 0 && random.Next(4) > 0 ? known[random.Next(known.Count)]
            : First(machine, random, random.Next(8) > 0 ? [.. Closing, .. Digits(random)] : []);
    }

    /// <summary>The first byte allowed of those given, else of all, beginning somewhere.</summary>
    static byte[] First(AnswerMachine machine, Random random, byte[] preferred)
    {
        var start = random.Next(256);
        var common = random.Next(Common.Length);
        return preferred
            .Concat(Enumerable.Range(0, Common.Length).Select(offset => Common[(common + offset) % Common.Length]))
            .Concat(Enumerable.Range(0, 256).Select(offset => (byte)(start + offset)))
            .Select(next => new[] { next }).FirstOrDefault(next => machine.Fork().TryAppend(next), []);
    }

    static IEnumerable<byte> Digits(Random random)
    {
        var start = random.Next(10);
        return Enumerable.Range(0, 10).Select(offset => (byte)('0' + (start + offset) % 10));
    }
}
