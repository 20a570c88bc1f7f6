using Sluice.Engine;

namespace Sluice.Tests.Engine.Batching;

/// <summary>Streams that must give their place back while their prompt is still being read.</summary>
public sealed class PreemptionTests
{
    const int Pool = 1536;

    static string Text(int number) => string.Concat(Enumerable.Range(0, 90).Select(word => $"{number} and {word * 37 % 100} "))[..700];

    [Fact]
    public async Task A_prompt_that_loses_its_place_while_it_is_read_aside_is_let_in_when_there_is_room()
    {
        var gate = new ReadingGate();
        await using var tiny = new TinyEngine(parallel: 3, contextTokens: Pool, sharePrefixes: false, beforeAside: gate.Pass);
        using var opens = gate;
        var (alone, _) = await tiny.Submit(Text(1), 6).ReadToEndAsync();
        // Two answers of 900 tokens do not fit: while the first is written to its end, the second and the prompt lose their places.
        Generation[] writers = [await StartAsync(tiny, 900), await StartAsync(tiny, 900)];
        var reader = tiny.Submit(Text(1), 6);
        await gate.Reached;
        Assert.Equal("length", (await writers[0].Result).FinishReason);
        Assert.InRange(tiny.Engine.Status.Preemptions, 2, int.MaxValue);
        Assert.False(reader.Result.IsCompleted);

        gate.Open();

        var (text, result) = await reader.ReadToEndAsync();
        Assert.Equal(("length", 6), (result.FinishReason, result.Usage.CompletionTokens));
        Assert.Equal(alone[..2], text[..2]);
        Assert.Equal(900, (await writers[1].Result).Usage.CompletionTokens);
        Assert.Equal((1, 0), (tiny.Engine.Status.PromptsReadAside, tiny.Engine.Status.KvUsed));
    }

    [Fact]
    public async Task A_client_may_go_while_its_prompt_is_read_aside_without_a_place()
    {
        var gate = new ReadingGate();
        await using var tiny = new TinyEngine(parallel: 3, contextTokens: Pool, sharePrefixes: false, beforeAside: gate.Pass);
        using var opens = gate;
        using var client = new CancellationTokenSource();
        Generation[] writers = [await StartAsync(tiny, 900), await StartAsync(tiny, 900)];
        var reader = tiny.Submit(Text(1), 6, ct: client.Token);
        await gate.Reached;
        await writers[0].Result;

        await client.CancelAsync();

        Assert.Equal(Sluice.Protocol.Failures.FailureReason.Cancelled, (await reader.Result).Failure?.Reason);
        gate.Open();
        Assert.Equal("length", (await tiny.Submit(Text(2), 3).Result).FinishReason);
        Assert.Equal("length", (await writers[1].Result).FinishReason);
        Assert.Equal(0, tiny.Engine.Status.KvUsed);
    }

    [Fact]
    public async Task A_prompt_that_loses_its_place_while_it_is_scored_has_every_token_scored_once()
    {
        await using var quiet = new TinyEngine(contextTokens: Pool, sharePrefixes: false);
        var alone = Score(quiet);
        await alone.Result;
        // It arrives early in an answer. Eight of its tokens are read in a step, since time stands still: before it is whole, the pool is full.
        Generation? generation = null;
        TinyEngine? tiny = null;
        var submitted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clock = new StepClock(readings: 20, () =>
        {
            generation = Score(tiny!);
            submitted.SetResult();
        });
        await using var busy = tiny = new TinyEngine(parallel: 2, contextTokens: Pool, sharePrefixes: false, time: clock);
        var writer = tiny.Submit("Hello", 300);
        await submitted.Task;

        Assert.Equal("length", (await generation!.Result).FinishReason);

        Assert.Equal(("length", 1L), ((await writer.Result).FinishReason, tiny.Engine.Status.Preemptions));
        Assert.Equal(2 * 700 - 1, generation.PromptScores.Count);
        var differences = alone.PromptScores.Zip(generation.PromptScores, (one, other) => Math.Abs(one.LogProbability!.Value - other.LogProbability!.Value)).ToArray();
        Assert.InRange(differences.Average(), 0, 0.03); // pieces of other lengths add up in another order; scores of other tokens would differ by 1 and more
        Assert.InRange(differences.Max(), 0, 0.5);
    }

    static Generation Score(TinyEngine tiny) =>
        tiny.Engine.Submit(new GenerationRequest { Prompt = tiny.Engine.ReadText(Text(1) + Text(2)), MaxTokens = 1, TopScores = 0, ScoresPrompt = true });

    /// <summary>An answer that is being written.</summary>
    static async Task<Generation> StartAsync(TinyEngine tiny, int tokens)
    {
        var writer = tiny.Submit("Hello", tokens);
        await foreach (var _ in writer.ReadAsync())
            break;
        return writer;
    }
}
