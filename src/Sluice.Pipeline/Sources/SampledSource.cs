using System.Runtime.CompilerServices;

namespace Sluice.Pipeline.Sources;

/// <summary>A random sample of another source's records, in the order of the input. Each set of so many records is equally likely; the same seed and input give the same one.</summary>
/// <param name="inner">Has to be readable twice: it is counted first.</param>
/// <param name="size">Records wanted; all of them when the input has fewer.</param>
public sealed class SampledSource(RecordSource inner, long size, int seed) : RecordSource
{
    public override async IAsyncEnumerable<SourceRecord> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var left = await inner.CountAsync(ct) ?? throw new InvalidDataException("a sample needs an input that can be read twice; standard input cannot: write it to a file first");
        var wanted = Math.Min(size, left);
        var random = new Random(seed);
        await foreach (var record in inner.ReadAsync(ct))
        {
            if (wanted == 0) break;
            if (random.NextInt64(Math.Max(left, 1)) < wanted) // selection sampling: Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S
            {
                wanted--;
                yield return record;
            }

            left--;
        }
    }

    public override async Task<long?> CountAsync(CancellationToken ct) => Math.Min(size, await inner.CountAsync(ct) ?? size);
}
