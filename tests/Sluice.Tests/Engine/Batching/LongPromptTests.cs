using Sluice.Engine;
using Sluice.Engine.Models;
using Sluice.Engine.Native;
using Sluice.Protocol.Failures;
using Sluice.Testing;

namespace Sluice.Tests.Engine.Batching;

public sealed class LongPromptTests
{
    const int Endless = 60_000; // tokens of an answer that is still being written when a test is over

    static TinyEngine Roomy(int parallel = 4, bool sharePrefixes = true) => new(parallel, contextTokens: 65_536, sharePrefixes, trainedContext: 65_536);

    static string Long(int number) => string.Concat(Enumerable.Range(0, 90).Select(word => $"{number} and {word * 37 % 100} "))[..700];

    [Fact]
    public async Task A_long_prompt_that_is_read_aside_gets_the_answer_it_gets_alone()
    {
        await using var tiny = Roomy(sharePrefixes: false);
        var alone = new List<string>();
        for (var i = 0; i < 4; i++)
            alone.Add((await tiny.Submit(Long(i), 8).ReadToEndAsync()).Text);
        var writer = await StartAsync(tiny);

        var aside = new List<string>();
        for (var i = 0; i < 4; i++)
            aside.Add((await tiny.Submit(Long(i), 8).ReadToEndAsync()).Text);

        Assert.False(writer.Result.IsCompleted);
        Assert.Equal(4, tiny.Engine.Status.PromptsReadAside);
        var equal = alone.Zip(aside).Count(pair => pair.First == pair.Second);
        Assert.True(equal >= 3, $"{equal} of 4 answers are the same"); // a near tie may fall the other way
    }

    [Fact]
    public async Task A_beginning_that_is_there_already_is_taken_along()
    {
        await using var tiny = Roomy();
        var beginning = Long(1)[..300];
        await tiny.Submit(beginning + "x", 1).Result;
        var (alone, _) = await tiny.Submit(beginning + Long(2), 8).ReadToEndAsync();
        await tiny.Submit(beginning + "y", 1).Result;
        await StartAsync(tiny);

        var (aside, result) = await tiny.Submit(beginning + Long(3), 8).ReadToEndAsync();

        Assert.Equal(1, tiny.Engine.Status.PromptsReadAside);
        Assert.Equal(300, result.Usage.CachedPromptTokens);
        Assert.NotEqual(alone, aside);
    }

    [Fact]
    public async Task A_prompt_that_was_read_aside_is_a_beginning_for_others()
    {
        await using var tiny = Roomy();
        await StartAsync(tiny);
        await tiny.Submit(Long(1) + "x", 2).Result;

        var second = await tiny.Submit(Long(1) + "y", 2).Result;

        Assert.Equal(700, second.Usage.CachedPromptTokens);
        Assert.Equal(1, tiny.Engine.Status.PromptsReadAside);
    }

    [Fact]
    public async Task Several_long_prompts_at_once_are_read_aside_one_after_another()
    {
        await using var tiny = Roomy(parallel: 8);
        var writer = await StartAsync(tiny);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => tiny.Submit(Long(i), 1).Result));

        Assert.All(results, result => Assert.Equal("length", result.FinishReason));
        Assert.Equal(4, tiny.Engine.Status.PromptsReadAside);
        Assert.False(writer.Result.IsCompleted);
    }

    [Fact]
    public async Task A_client_that_goes_away_while_its_prompt_is_read_frees_its_place()
    {
        await using var tiny = Roomy(parallel: 2);
        await StartAsync(tiny);
        using var client = new CancellationTokenSource();
        var gone = tiny.Submit(Long(1) + Long(2), 5, ct: client.Token);
        var next = tiny.Submit(Long(3), 5);

        await client.CancelAsync();

        Assert.Equal(FailureReason.Cancelled, (await gone.Result).Failure?.Reason);
        Assert.Equal("length", (await next.Result).FinishReason);
    }

    [Fact]
    public async Task A_prompt_that_finds_no_room_when_it_was_read_waits_for_others_to_end()
    {
        // Two answers of 400 tokens and a prompt of 700: the pool of 1,024 has no room for all three to the end.
        await using var tiny = new TinyEngine(parallel: 3, contextTokens: 1024);
        Generation[] writers = [await StartAsync(tiny, 400), await StartAsync(tiny, 400)];

        var result = await tiny.Submit(Long(1), 100).Result;

        Assert.Equal(("length", 100), (result.FinishReason, result.Usage.CompletionTokens));
        Assert.All(await Task.WhenAll(writers.Select(writer => writer.Result)), writer => Assert.Equal("length", writer.FinishReason));
    }

    [Fact]
    public async Task An_engine_is_stopped_while_a_prompt_is_read_aside()
    {
        var tiny = Roomy();
        var writer = await StartAsync(tiny);
        var reader = tiny.Submit(Long(1) + Long(2), 5);

        await tiny.DisposeAsync();

        Assert.Equal(FailureReason.Cancelled, (await writer.Result).Failure?.Reason);
        Assert.True((await reader.Result).Failure?.Reason is null or FailureReason.Cancelled);
    }

    [Fact]
    public void A_sequence_is_put_into_a_pool_whose_free_cells_lie_apart()
    {
        using var folder = new TempFolder();
        using var model = LanguageModel.Load(TinyGguf.Write(folder.At("tiny.gguf")), WeightForm.AsStored);
        LlamaRuntime.Start();
        var settings = Llama.DefaultContextParams();
        (settings.ContextTokens, settings.BatchTokens, settings.MicroBatchTokens, settings.MaxSequences, settings.UnifiedKv, settings.Threads, settings.BatchThreads) = (512, 64, 64, 8, 1, 1, 1);
        using var from = model.CreateContext(settings);
        using var to = model.CreateContext(settings);
        Read(from, sequence: 0, 100);
        // Two sequences take turns until the pool is nearly full; then one of them goes.
        for (var at = 0; at < 240; at += 8)
        {
            Read(to, 1, 8, at);
            Read(to, 2, 8, at);
        }
        to.Remove(1);

        using var state = from.Save(0, 100);
        Assert.True(to.Load(5, state));

        Assert.Equal(Best(from, 0), Best(to, 5));
        using var again = from.Save(0, 101);
        Assert.True(to.Load(6, again));
        Assert.False(to.Load(7, again)); // 272 cells were free
    }

    static void Read(DecodeContext context, int sequence, int tokens, int from = 0)
    {
        for (var at = from; at < from + tokens; at += 50)
        {
            context.ClearBatch();
            for (var i = at; i < Math.Min(at + 50, from + tokens); i++)
                context.Add(40 + i * 7 % 60, i, sequence, wantsLogits: false);
            Assert.Equal(0, context.Decode());
        }
    }

    static int Best(DecodeContext context, int sequence)
    {
        context.ClearBatch();
        context.Add(77, 100, sequence, wantsLogits: true);
        Assert.Equal(0, context.Decode());
        return System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(context.Logits(0));
    }

    /// <summary>An answer that is being written.</summary>
    static async Task<Generation> StartAsync(TinyEngine tiny, int tokens = Endless)
    {
        var writer = tiny.Submit("Hello", tokens);
        await foreach (var _ in writer.ReadAsync())
            break;
        return writer;
    }
}
