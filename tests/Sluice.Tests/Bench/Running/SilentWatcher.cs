using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Bench.Measures;
using Sluice.Bench.Running;
using Sluice.Bench.Servers;

namespace Sluice.Tests.Bench.Running;

/// <summary>Keeps what it was told, for tests.</summary>
sealed class SilentWatcher : BenchWatcher
{
    public List<LevelPlan> SkippedPlans { get; } = [];

    public List<LevelFigures> Figures { get; } = [];

    public ServerFacts? Facts { get; private set; }

    public Action<LevelProgress>? OnProgress { get; init; }

    public override void Learnt(BenchTarget target, ServerFacts facts) => Facts = facts;

    public override void Skipped(LevelPlan plan) => SkippedPlans.Add(plan);

    public override void Began(LevelPlan plan, int number, int of)
    {
    }

    public override void Progress(LevelProgress progress) => OnProgress?.Invoke(progress);

    public override void Ended(LevelFigures figures) => Figures.Add(figures);

    public override void Notice(string sentence)
    {
    }
}
