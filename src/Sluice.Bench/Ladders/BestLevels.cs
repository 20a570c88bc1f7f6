using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Ladders;

/// <summary>The levels that give nearly the largest rate of a ladder, or may well do so: the largest of several equal ones is large by luck, and their mean is not.</summary>
sealed class BestLevels
{
    readonly bool[] _isBest;

    BestLevels(bool[] isBest) => _isBest = isBest;

    public static BestLevels Of(Estimate[] rates)
    {
        var most = rates.MaxBy(rate => rate.Value);
        return new BestLevels([.. rates.Select(rate => rate.Value + Math.Sqrt(rate.Error * rate.Error + most.Error * most.Error) >= Knee.Share * most.Value)]);
    }

    public double Rate(ReadOnlySpan<double> rates)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < rates.Length; i++)
        {
            if (_isBest[i]) (sum, count) = (sum + rates[i], count + 1);
        }

        return sum / count;
    }

    /// <summary>The first level that gives the knee's share of the best rate.</summary>
    public int FirstNear(ReadOnlySpan<double> rates)
    {
        var target = Knee.Share * Rate(rates);
        for (var i = 0; i < rates.Length; i++)
        {
            if (rates[i] >= target) return i;
        }

        return rates.Length - 1;
    }
}
