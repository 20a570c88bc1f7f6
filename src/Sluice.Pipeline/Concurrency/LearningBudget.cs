namespace Sluice.Pipeline.Concurrency;

/// <summary>What a climb may cost: a share of the records, counted in answers.</summary>
internal sealed class LearningBudget(ConcurrencyOptions options)
{
    const double LevelCost = 1.6;    // answers that a level takes until it is measured, by its concurrency
    const double RoughCost = 1;      // the same of one that is left early
    const double HardShare = 0.02;   // of the records, for a level that is hard to measure
    const double CheapShare = 0.03;  // of the records
    const int Longer = 4;            // times the usual answers that an unsure level is measured at most
    const int Repays = 15;           // a look at the neighbours costs at most one part in so many of what is left
    const int RepaysEager = 6;
    const double Likely = 0.5;       // of the gain that a gap promises at most
    const double Ending = 3;         // times the level
    const int Usual = 128;

    double spent;
    long answers;

    /// <summary>Another answer came.</summary>
    public void Answered() => answers++;

    double? Left => options.Records - answers;

    public void Begin() => spent = 0;

    /// <summary>A level is gone to; on the way down the calls beyond it have to end first.</summary>
    public void Charge(int level, int from) => spent += LevelCost * level + Math.Max(0, from - level);

    public void LeftEarly(int level) => spent -= (LevelCost - RoughCost) * level;

    public void LeftAtOnce(int level) => spent -= LevelCost * level;

    /// <summary>The highest level that what is left pays for.</summary>
    public int MostAffordable => options.Records is not { } records ? int.MaxValue : (int)Math.Max(0, Math.Min(int.MaxValue, (options.LearningShare * records - spent) / LevelCost));

    /// <summary>The highest level that costs so little that it may be looked at for a better latency alone.</summary>
    public int MostCheap => options.Records is not { } records ? int.MaxValue : (int)(CheapShare * records / LevelCost);

    /// <summary>The highest level that it pays to look at for a gain that it promises: of the rate, by all records that are left, while little is lost by looking.</summary>
    public int MostFor(double gain) => Left is not { } left ? int.MaxValue : (int)Math.Max(0, Math.Min(int.MaxValue, Likely * gain * left / LevelCost));

    /// <summary>Whether so few records are left that there is nothing to gain, and at last they run out.</summary>
    public bool IsEnding(int level) => Left < Ending * level;

    /// <summary>The highest level that takes a third of what is left: there must be something left to compare it with.</summary>
    public int PrudentStep => MostAffordable / 3;

    /// <summary>The highest level that takes half of what is left: a look beyond what seems flat.</summary>
    public int LookingStep => MostAffordable / 2;

    /// <summary>Whether looking at the neighbours is worth its cost.</summary>
    /// <param name="eager">Whether there is a reason to look: the server refused before.</param>
    public bool Repaid(int probe, bool eager) => Left is not { } left || (eager ? RepaysEager : Repays) * 2 * LevelCost * probe <= left;

    /// <summary>Answers that an unsure level is measured with at most, where so many are enough for others.</summary>
    public int MostAnswers(int enough, bool holds)
    {
        var most = Longer * Math.Max(enough, Usual);
        return holds || options.Records is not { } records ? most : (int)Math.Max(enough, Math.Min(most, HardShare * records));
    }
}
