using Sluice.Testing;

namespace Sluice.Tests.Cli.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("sluice")]
    [InlineData("sluice demo")]
    [InlineData("sluice run")]
    [InlineData("sluice runs")]
    [InlineData("sluice runs show")]
    [InlineData("sluice runs prune")]
    [InlineData("sluice export")]
    [InlineData("sluice inspect")]
    [InlineData("sluice retry")]
    [InlineData("sluice replay")]
    [InlineData("sluice schema")]
    [InlineData("sluice schema check")]
    [InlineData("sluice schema sample")]
    [InlineData("sluice schema validate")]
    [InlineData("sluice schema bench")]
    [InlineData("sluice template")]
    [InlineData("sluice template render")]
    [InlineData("sluice template check")]
    [InlineData("sluice predict")]
    [InlineData("sluice calibrate")]
    [InlineData("sluice chat")]
    [InlineData("sluice models")]
    [InlineData("sluice models pull")]
    [InlineData("sluice models check")]
    [InlineData("sluice models show")]
    [InlineData("sluice hardware")]
    [InlineData("sluice hardware show")]
    [InlineData("sluice topologies")]
    [InlineData("sluice topologies show")]
    [InlineData("sluice twin")]
    [InlineData("sluice twin serve")]
    [InlineData("sluice engine")]
    [InlineData("sluice engine serve")]
    public async Task Each_command_teaches_itself(string command)
    {
        CommandRun run = await CommandRun.OfAsync([.. command.Split(' ').Skip(1), "--help"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Expected.Matches($"{command.Replace(' ', '-')}-help", run.Out);
    }

    [Fact]
    public async Task A_bare_sluice_shows_what_it_can_do()
    {
        CommandRun bare = await CommandRun.OfAsync();

        Assert.Equal((await CommandRun.OfAsync("--help")).Out, bare.Out);
        Assert.Equal(0, bare.ExitCode);
    }

    [Fact]
    public async Task The_version_is_one_line() => Assert.Matches(@"^sluice \d+\.\d+\.\d+( \([0-9a-f]{8}\))?\n$", (await CommandRun.OfAsync("--version")).Out);
}
