using Sluice.Engine;
using Sluice.Engine.Sampling;

namespace Sluice.Tests.Engine.Batching;

/// <summary>What the documentation promises of seeds: the same to the bit one at a time, almost always the same beside others.</summary>
public sealed class RepeatabilityTests
{
    const int Answers = 12;
    const int Few = 6; // tokens

    static string Prompt(int number) => $"Record {number}: {new string((char)('a' + number % 26), 20 + number % 7)}";

    [Fact]
    public async Task A_seeded_answer_repeats_to_the_bit_when_nothing_runs_beside_it()
    {
        await using var tiny = new TinyEngine(parallel: 8);
        var before = await WriteAsync(tiny, 0, scores: true);

        await Task.WhenAll(Enumerable.Range(1, Answers).Select(number => WriteAsync(tiny, number)));
        var after = await WriteAsync(tiny, 0, scores: true);

        Assert.Equal(before, after);
        Assert.NotEqual(before, await WriteAsync(tiny, 0, scores: true, seed: 99));
    }

    [Fact]
    public async Task Seeded_answers_are_the_same_whatever_else_is_written()
    {
        await using var tiny = new TinyEngine(parallel: 16);
        var alone = new List<string>();
        for (var number = 0; number < Answers; number++)
            alone.Add(await WriteAsync(tiny, number, tokens: Few));

        // Others of many lengths come and go beside them, so that no two steps have the same shape.
        var others = Enumerable.Range(50, 20).Select(number => tiny.Submit(Prompt(number), number % 9 + 3, temperature: 1, seed: number).Result).ToArray();
        var together = await Task.WhenAll(Enumerable.Range(0, Answers).Reverse().Select(number => WriteAsync(tiny, number, tokens: Few)));
        await Task.WhenAll(others);

        // Kernels sum in another order for more rows: of these flat distributions about one draw in a hundred falls on another token.
        var equal = alone.Zip(together.Reverse()).Count(pair => pair.First == pair.Second);
        Assert.InRange(equal, Answers / 2, Answers);
    }

    static async Task<string> WriteAsync(TinyEngine tiny, int number, bool scores = false, long? seed = null, int tokens = 24)
    {
        var generation = tiny.Engine.Submit(new GenerationRequest
        {
            Prompt = tiny.Engine.ReadText(Prompt(number)),
            MaxTokens = tokens,
            Sampling = new SamplingSettings { Temperature = 1, TopP = 0.95, Seed = seed ?? number },
            IgnoreEnd = true,
            SharePrefix = false, // what is read anew is read in the same pieces
            TopScores = scores ? 0 : null,
        });
        var written = new List<string>();
        await foreach (var piece in generation.Pieces.ReadAllAsync())
            written.Add(piece.Text + string.Concat(piece.Scores.Select(score => $" {score.LogProbability:R}")));
        return string.Concat(written);
    }
}
