using System.Text.Json;

namespace Sluice.Benchmarks.Engine;

/// <summary>Prompts of an exact length, cut out of the sample's job postings. No two begin alike unless they are told to.</summary>
internal sealed class Prompts
{
    readonly int[] tokens;
    int next;

    Prompts(int[] tokens, int offset)
    {
        this.tokens = tokens;
        next = offset;
    }

    /// <param name="offset">Another one for each run, so that no run finds what an earlier one left.</param>
    public static async Task<Prompts> ReadAsync(AskedEngine engine, string postings, int offset)
    {
        var texts = (await File.ReadAllLinesAsync(postings)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString());
        var tokens = await engine.TokenizeAsync(string.Join("\n\n", texts));
        return new Prompts(tokens, offset * 9973 % tokens.Length); // a prime: the offsets of some runs never meet
    }

    /// <summary>The next so many tokens of the text, around its end where needed.</summary>
    public int[] Take(int count)
    {
        var taken = Enumerable.Range(next, count).Select(at => tokens[at % tokens.Length]).ToArray();
        next += count - count / 3; // they may overlap, since nothing is shared but beginnings
        return taken;
    }

    public List<int[]> Take(int prompts, int count) => [.. Enumerable.Range(0, prompts).Select(_ => Take(count))];
}
