using Sluice.Bench.Events;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Loading;

/// <summary>How far a level is, for people who watch.</summary>
/// <param name="Ended">Measured requests that ended.</param>
/// <param name="Headline">The figure so far.</param>
public sealed record LevelProgress(LevelPlan Plan, int Ended, int Failed, int InFlight, TimeSpan Elapsed, Figure Headline);
