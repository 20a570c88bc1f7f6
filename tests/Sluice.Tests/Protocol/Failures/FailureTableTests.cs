using System.Globalization;
using System.Text;
using Sluice.Protocol.Failures;
using Sluice.Testing;

namespace Sluice.Tests.Protocol.Failures;

public sealed class FailureTableTests
{
    [Fact]
    public void Every_reason_has_its_rule_at_its_place()
    {
        var reasons = Enum.GetValues<FailureReason>();

        Assert.Equal(reasons, FailureTable.All.Select(rule => rule.Reason));
        Assert.All(reasons, reason => Assert.Equal(reason, FailureTable.Of(reason).Reason));
    }

    [Fact]
    public void The_table_reads_as_it_was_agreed()
    {
        var text = new StringBuilder();
        foreach (var rule in FailureTable.All)
        {
            var tries = rule.MaxTries == FailureRule.Unlimited ? "-" : rule.MaxTries.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{rule.Name,-16}{(rule.ChargedToRecord ? "charged" : "free"),-9}tries {tries,-3}")
                .Append(CultureInfo.InvariantCulture, $"{rule.Retry,-9}{(rule.CountsAgainstBackend ? "backend" : "-"),-9}")
                .Append(CultureInfo.InvariantCulture, $"{(rule.PausesRun ? "pause" : "-"),-7}{rule.HttpStatus?.ToString(CultureInfo.InvariantCulture) ?? "-",-5}{rule.Sentence}\n");
        }

        Expected.Matches("failure-table", text.ToString());
    }

    [Fact]
    public void A_name_is_found_again_and_an_unknown_one_is_not()
    {
        Assert.True(FailureTable.TryParse("stream-broken", out var rule));
        Assert.Equal(FailureReason.StreamBroken, rule.Reason);

        Assert.False(FailureTable.TryParse("StreamBroken", out _));
    }

    [Fact]
    public void A_failure_prints_its_name_and_detail() =>
        Assert.Equal("not-json: answer begins with 'Sure'", new Failure(FailureReason.NotJson, "answer begins with 'Sure'").ToString());
}
