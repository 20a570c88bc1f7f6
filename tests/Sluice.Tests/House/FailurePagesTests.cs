using System.Reflection;
using Sluice.Pipeline.Sources;
using Sluice.Protocol.Failures;

namespace Sluice.Tests.House;

/// <summary>A reason without a page leaves somebody alone at three in the morning.</summary>
public sealed class FailurePagesTests
{
    static readonly string folder = Repository.PathOf("docs", "failures");

    static IEnumerable<string> Reasons =>
        FailureTable.All.Select(rule => rule.Name).Concat(typeof(InputReason).GetFields(BindingFlags.Public | BindingFlags.Static).Select(name => (string)name.GetRawConstantValue()!));

    public static TheoryData<string> Names => [.. Reasons];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_reason_has_a_page_that_says_what_happens_and_what_to_do(string reason)
    {
        var text = File.ReadAllText(Path.Combine(folder, $"{reason}.md"));

        Assert.StartsWith($"# `{reason}`\n", text, StringComparison.Ordinal);
        Assert.Contains("**What the run does.**", text, StringComparison.Ordinal);
        Assert.Contains("**What to do.**", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_reason_is_in_the_overview(string reason) =>
        Assert.Contains($"| [`{reason}`]({reason}.md) |", File.ReadAllText(Path.Combine(folder, "README.md")), StringComparison.Ordinal);

    [Fact]
    public void No_page_is_about_a_reason_that_does_not_exist() =>
        Assert.Equal(Reasons.Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder).Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "README").Order(StringComparer.Ordinal));
}
