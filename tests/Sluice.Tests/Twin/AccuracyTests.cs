using Sluice.Twin.Judging;

namespace Sluice.Tests.Twin;

/// <summary>How well the twin meets the published benchmark: the goals are those of the product, not of what was reached.</summary>
public sealed class AccuracyTests(AccuracyTests.Study study) : IClassFixture<AccuracyTests.Study>
{
    [Fact]
    public void All_cells_are_met_within_five_per_cent_and_none_is_off_by_twenty()
    {
        Assert.Equal(101, study.Value.WholeTable.Errors.Count);
        Assert.InRange(study.Value.WholeTable.Errors.MeanAbsolute, 0, 0.05);
        Assert.InRange(study.Value.WholeTable.Errors.Worst, 0, 0.20);
    }

    [Fact]
    public void Three_concurrencies_are_enough_to_predict_the_others_within_seven_per_cent() =>
        Assert.InRange(study.Value.OtherConcurrencies(1, 8, 64).Errors.MeanAbsolute, 0, 0.07);

    [Fact]
    public void A_model_that_was_never_seen_is_predicted_within_fifteen_per_cent() =>
        Assert.InRange(study.Value.UnseenModels().Errors.MeanAbsolute, 0, 0.15);

    [Fact]
    public void Three_numbers_of_a_new_model_bring_it_within_seven_and_a_half() =>
        Assert.InRange(study.Value.ProbedModels().Errors.MeanAbsolute, 0, 0.075);

    [Fact]
    public void Shuffle_is_predicted_from_one_box_within_nine_per_cent()
    {
        Assert.InRange(study.Value.UnseenShuffle().Errors.MeanAbsolute, 0, 0.09);
        Assert.InRange(study.Value.UnseenShuffleWithCluster().Errors.MeanAbsolute, 0, 0.09);
    }

    [Fact]
    public void The_winner_of_cluster_and_shuffle_is_right_in_38_of_42_cells()
    {
        var winners = Winners.Of(study.Value.ShuffleAgainstCluster());

        Assert.Equal((42, 32), (winners.Cells, winners.Clear));
        Assert.InRange(winners.Right, 38, 42);
        Assert.InRange(winners.ClearRight, 30, 32);
    }

    [Fact]
    public void All_nine_crossovers_lie_within_one_step_of_the_grid()
    {
        var crossovers = Crossover.Of(study.Value.ShuffleAgainstCluster());

        Assert.Equal(9, crossovers.Count);
        Assert.All(crossovers, crossover => Assert.InRange(crossover.StepsApart, 0, 1));
        Assert.True(crossovers.Count(crossover => crossover.StepsApart == 0) >= 6);
    }

    /// <summary>The fit on all cells, made once for the class.</summary>
    public sealed class Study
    {
        internal AccuracyStudy Value { get; } = new(SparkTables.Predictor(), SparkTables.Cells);
    }
}
