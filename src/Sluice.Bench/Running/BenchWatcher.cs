using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Bench.Measures;
using Sluice.Bench.Servers;

namespace Sluice.Bench.Running;

/// <summary>Sees a measurement as it goes on. Progress comes from several threads; all else from one.</summary>
public abstract class BenchWatcher
{
    public abstract void Learnt(BenchTarget target, ServerFacts facts);

    /// <summary>A level that the log already has is not measured again.</summary>
    public abstract void Skipped(LevelPlan plan);

    /// <param name="number">From 1.</param>
    public abstract void Began(LevelPlan plan, int number, int of);

    public abstract void Progress(LevelProgress progress);

    public abstract void Ended(LevelFigures figures);

    /// <summary>Something people should know, in a sentence.</summary>
    public abstract void Notice(string sentence);
}
