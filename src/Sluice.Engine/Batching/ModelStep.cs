using Sluice.Engine.Native;
using Sluice.Engine.Sampling;

namespace Sluice.Engine.Batching;

/// <summary>One step of the model after another: plans what each running stream puts into it, runs it, and measures what it takes. Driven by the decoding thread.</summary>
/// <param name="most">Tokens that a step may take.</param>
internal sealed class ModelStep(DecodeContext context, KvMemory memory, int most, StepThreads threads, StepPace pace, TimeProvider time)
{
    const int MostBesideReading = StepPace.MostPromptTokens / StepPace.LeastPromptTokens; // short prompts that make a step longer while a long one is read aside

    readonly List<int> counts = [];
    readonly List<int> scoreIndexes = [];
    readonly List<(int Stream, int Position, int Index)> promptScores = [];
    StepPlan plan;

    /// <summary>Most tokens of a step that are scored for a prompt: the scores of each are as many numbers as there are tokens.</summary>
    public const int ScoredTokens = 64;

    /// <summary>Steps that were run.</summary>
    public long Count { get; private set; }

    /// <summary>Spent in llama.cpp.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>Tokens of the step that ran last.</summary>
    public int Tokens => context.BatchCount;

    /// <summary>Compute threads that a step may take; fewer than it would while a prompt is read aside.</summary>
    public int ThreadLimit { get; set; } = int.MaxValue;

    /// <summary>Whether the step that was planned takes anything.</summary>
    public bool HasWork => plan.Written + plan.Read > 0;

    /// <summary>Decides what the next step takes of each stream; the result is how many cells it needs.</summary>
    /// <param name="streams">Those with a place, by arrival.</param>
    /// <param name="waiting">How many have none yet.</param>
    public int Plan(IReadOnlyList<DecodingStream> streams, int waiting)
    {
        plan = StepPlan.Fill(streams, most, (written, reading) => PromptTokens(written, reading + waiting), ScoredTokens, counts);
        return plan.Written + plan.Read;
    }

    /// <summary>Runs the step that was planned for these streams. 0 done; 1 no place in the KV pool, negative broken: then nothing has changed.</summary>
    public int Run(IReadOnlyList<DecodingStream> streams)
    {
        context.ClearBatch();
        scoreIndexes.Clear();
        promptScores.Clear();
        for (var i = 0; i < streams.Count; i++)
            scoreIndexes.Add(AddToBatch(i, streams[i], counts[i]));
        var outcome = Decode();
        Count++;
        if (outcome != 0)
        {
            for (var i = 0; i < streams.Count; i++)
                memory.GiveBack(streams[i], counts[i]);
        }
        return outcome;
    }

    /// <summary>The scores for a stream's next token, free to be overwritten; empty where its prompt is not read to its end yet.</summary>
    /// <param name="stream">Its index among those of the step.</param>
    public Span<float> Scores(int stream) => scoreIndexes[stream] >= 0 ? context.Logits(scoreIndexes[stream]) : [];

    /// <summary>Lets streams that score their prompts take the scores of this step.</summary>
    public void ScorePrompts(IReadOnlyList<DecodingStream> streams, TokenChooser chooser)
    {
        foreach (var (stream, position, index) in promptScores)
            streams[stream].ScorePrompt(chooser, context.Logits(index), position);
    }

    // With fewer threads a step takes long as it is, and tells nothing of one that has them all.
    int PromptTokens(int written, int prompts) =>
        ThreadLimit < int.MaxValue && written > 0 ? StepPace.LeastPromptTokens * Math.Clamp(prompts, 1, MostBesideReading) : pace.PromptTokens(written, prompts);

    int Decode()
    {
        var tokens = context.BatchCount;
        var count = Math.Min(threads.For(tokens), ThreadLimit);
        context.SetThreads(Math.Min(threads.For(1), ThreadLimit), count);
        var start = time.GetTimestamp();
        var outcome = context.Decode();
        var took = time.GetElapsedTime(start);
        Time += took;
        if (ThreadLimit < int.MaxValue)
            return outcome;
        threads.Took(tokens, count, took);
        pace.Took(plan.Written, plan.Read, took);
        return outcome;
    }

    /// <returns>The index of the scores in the batch; -1 when the prompt is not read to its end in this step.</returns>
    int AddToBatch(int number, DecodingStream stream, int count)
    {
        var from = stream.Computed;
        var tokens = stream.Tokens.Slice(from, count);
        var wantsScores = count > 0 && from + count == stream.Tokens.Length;
        var index = -1;
        for (var i = 0; i < count; i++)
        {
            var isScored = stream.IsScoredAfter(from + i);
            index = context.Add(tokens[i], from + i, stream.Slot, isScored || (wantsScores && i == count - 1));
            if (isScored)
                promptScores.Add((number, from + i, index));
        }
        memory.Take(stream, count);
        return wantsScores ? index : -1;
    }
}
