namespace Sluice.Engine.Batching;

/// <summary>What the next step takes: tokens of answers and tokens of prompts.</summary>
internal readonly record struct StepPlan(int Written, int Read)
{
    /// <summary>
    /// Every stream that writes gets its one token, and as far as there is room the forced text after it; what is left of the
    /// budget goes to prompts, oldest first. Nothing is taken of those that are read aside.
    /// </summary>
    /// <param name="streams">Running streams in order of arrival.</param>
    /// <param name="most">Tokens that a step may take.</param>
    /// <param name="promptTokens">(tokens of answers in a step, streams that read) -> most prompt tokens beside them.</param>
    /// <param name="mostScored">Most tokens of prompts that are to be scored.</param>
    /// <param name="counts">Takes the number for each stream.</param>
    public static StepPlan Fill(IReadOnlyList<DecodingStream> streams, int most, Func<int, int, int> promptTokens, int mostScored, List<int> counts)
    {
        counts.Clear();
        var (writing, forced, reading) = (0, 0, 0);
        foreach (var stream in streams)
        {
            var isReading = stream.IsReading;
            writing += isReading ? 0 : 1;
            forced += isReading ? 0 : stream.Pending - 1;
            reading += isReading && !stream.IsAside ? 1 : 0;
        }

        var forcedBudget = Math.Min(most - writing, forced);
        var written = writing + forcedBudget;
        var promptBudget = reading == 0 ? 0 : Math.Min(most - written, promptTokens(written, reading));
        var read = 0;
        foreach (var stream in streams)
        {
            if (stream.IsAside)
            {
                counts.Add(0);
                continue;
            }
            ref var budget = ref stream.IsReading ? ref promptBudget : ref forcedBudget;
            var own = stream.IsReading ? 0 : 1;
            var more = Math.Min(stream.Pending - own, budget);
            if (stream.Generation.Request.ScoresPrompt)
            {
                more = Math.Min(more, mostScored);
                mostScored -= stream.IsReading ? more : 0;
            }
            budget -= more;
            read += stream.IsReading ? more : 0;
            counts.Add(own + more);
        }
        return new StepPlan(written, read);
    }
}
