using System.Numerics;

namespace Sluice.Engine.Batching;

/// <summary>
/// How many threads compute a step of several tokens: a few, or one for every core, whichever took less time of late for steps of
/// about that size. llama.cpp's threads wait for each other by spinning, so on a core that others need too the last
/// thread can make a step ten times slower, and on a quiet machine almost twice as fast: only measuring tells.
/// A step of one token always has the few, so that the text written one at a time repeats to the bit.
/// </summary>
internal sealed class StepThreads
{
    const int MostProbesApart = 512; // steps
    const double Newest = 0.4;       // weight of the newest step in the average

    readonly int few;
    readonly int all;
    readonly Arms[] classes = new Arms[16]; // by the tokens of a step, in powers of two

    /// <param name="few">Threads that have a core each, whatever else runs.</param>
    /// <param name="all">Threads to try; the same as <paramref name="few"/> where there is nothing to try.</param>
    public StepThreads(int few, int all) => (this.few, this.all) = (few, all);

    /// <summary>The number for a step of so many tokens.</summary>
    public int For(int tokens) => tokens <= 1 || all == few || !UsesAll(ref classes[ClassOf(tokens)]) ? few : all;

    /// <summary>Tells how long the step took with the number that <see cref="For"/> gave.</summary>
    public void Took(int tokens, int threads, TimeSpan time)
    {
        if (tokens <= 1 || all == few)
            return;
        ref var arms = ref classes[ClassOf(tokens)];
        var cost = time.TotalMicroseconds / tokens;
        var wasBetter = arms.IsAllBetter;
        var isProbe = threads == all != wasBetter;
        if (threads == all)
            arms.All = Blend(arms.All, cost, isProbe);
        else
            arms.Few = Blend(arms.Few, cost, isProbe);
        arms.SinceProbe++;
        if (arms.IsAllBetter != wasBetter)
            arms.Apart = 0; // things have changed: look again soon
        if (isProbe)
            (arms.SinceProbe, arms.Apart) = (0, Math.Min(MostProbesApart, Math.Max(16, arms.Apart * 2)));
    }

    // The other number is tried again now and then, ever more rarely while that tells nothing new.
    static bool UsesAll(ref Arms arms)
    {
        if (arms.All == 0 || arms.Few == 0)
            return arms.All == 0;
        return arms.SinceProbe >= Math.Max(16, arms.Apart) ? !arms.IsAllBetter : arms.IsAllBetter;
    }

    // What has not been tried for long counts by its newest step alone when that was better.
    static double Blend(double average, double cost, bool isProbe) =>
        average == 0 || isProbe && cost < average ? cost : average + Newest * (cost - average);

    static int ClassOf(int tokens) => Math.Min(15, BitOperations.Log2((uint)tokens));

    /// <summary>Time per token with either number, in microseconds, 0 before the first step; and when the worse one was tried last.</summary>
    struct Arms
    {
        public double All;
        public double Few;
        public int SinceProbe;
        public int Apart;

        public readonly bool IsAllBetter => All < Few;
    }
}
