using Sluice.Pipeline.Sources;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Sources;

public sealed class SampledSourceTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public async Task The_same_seed_chooses_the_same_records_in_the_order_of_the_input()
    {
        var source = Numbers(1000);

        var first = await Read(new SampledSource(source, 50, seed: 7));
        var again = await Read(new SampledSource(source, 50, seed: 7));
        var other = await Read(new SampledSource(source, 50, seed: 8));

        Assert.Equal(50, first.Count);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(first.Order(), first);
    }

    [Fact]
    public async Task Every_record_is_as_likely_as_every_other()
    {
        var source = Numbers(10);
        var chosen = new int[11];

        for (var seed = 0; seed < 1000; seed++)
        {
            foreach (var number in await Read(new SampledSource(source, 3, seed))) chosen[number]++;
        }

        Assert.All(chosen[1..], times => Assert.InRange(times, 240, 360)); // 300 expected, 14.5 the standard deviation
    }

    [Fact]
    public async Task A_sample_larger_than_the_input_is_the_input()
    {
        var sample = new SampledSource(Numbers(3), 5, seed: 0);

        Assert.Equal([1, 2, 3], await Read(sample));
        Assert.Equal(3, await sample.CountAsync(default));
    }

    [Fact]
    public async Task Standard_input_cannot_be_sampled()
    {
        var source = new SampledSource(new JsonLinesSource([SourceFile.StandardInput], null), 5, seed: 0);

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Read(source));

        Assert.Equal("a sample needs an input that can be read twice; standard input cannot: write it to a file first", refusal.Message);
    }

    public void Dispose() => folder.Dispose();

    JsonLinesSource Numbers(int count)
    {
        var path = folder.Write("data.jsonl", string.Concat(Enumerable.Range(1, count).Select(n => $"{{\"n\":{n}}}\n")));
        return new JsonLinesSource([new SourceFile(path, "data.jsonl")], id: null);
    }

    static async Task<List<long>> Read(RecordSource source)
    {
        var numbers = new List<long>();
        await foreach (var record in source.ReadAsync(default)) numbers.Add(record.Ordinal);
        return numbers;
    }
}
