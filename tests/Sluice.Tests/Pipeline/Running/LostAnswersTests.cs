using Microsoft.Data.Sqlite;

namespace Sluice.Tests.Pipeline.Running;

public sealed class LostAnswersTests
{
    [Fact]
    public async Task A_run_says_how_many_answers_its_store_has_lost_and_asks_for_them_again()
    {
        await using var rig = await RunRig.StartAsync(records: 20);
        await rig.RunAsync();
        Change(rig, "DELETE FROM result WHERE id > 13"); // as a journal that was cut would lack them

        var report = await rig.RunAsync();
        var again = await rig.RunAsync();

        Assert.Equal((7L, 7L, 13L), (report.Lost, report.Progress.Calls, report.Progress.Resumed));
        Assert.Contains("7 answers that were accepted before are no longer in the run store: its journal was cut or torn. Their records are asked about again", rig.Notices);
        Assert.Equal((0L, 0L), (again.Lost, again.Progress.Calls));
    }

    [Fact]
    public async Task A_run_that_goes_on_has_lost_nothing()
    {
        await using var rig = await RunRig.StartAsync(records: 6);
        rig.Options = rig.Options with { Limit = 3 };
        await rig.RunAsync();
        rig.Options = rig.Options with { Limit = null };

        Assert.Equal((0L, 3L), await rig.RunAsync() is var report ? (report.Lost, report.Progress.Answered) : default);
    }

    static void Change(RunRig rig, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={rig.Options.StorePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
