using Sluice.Schema;

namespace Sluice.Tests.Schema.Suite;

public class Draft202012Tests
{
    const string Draft = "draft2020-12";

    public static TheoryData<string> Required => [.. SuiteFile.Names(Draft, "")];

    public static TheoryData<string> Optional => [.. SuiteFile.Names(Draft, "optional")];

    public static TheoryData<string> Formats => [.. SuiteFile.Names(Draft, "optional/format")];

    [Fact]
    public void The_required_suite_is_complete() => Assert.Equal(46, Required.Count);

    [Theory]
    [MemberData(nameof(Required))]
    public void The_required_suite_passes(string file) => AssertAgrees(file, SchemaOptions.Default);

    [Theory]
    [MemberData(nameof(Optional))]
    public void The_optional_suite_passes(string file) => AssertAgrees(file, SchemaOptions.Default);

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_formats_pass_when_asserted(string file) => AssertAgrees(file, new SchemaOptions { AssertFormat = true });

    static void AssertAgrees(string file, SchemaOptions options)
    {
        var disagreements = SuiteFile.Read(Draft, file).Disagreements(options).ToList();

        var unexplained = disagreements.FindAll(found => Exclusions.Reason(file, found.Test) is null);
        Assert.Empty(unexplained);
        Assert.Equal(Exclusions.Count(file), disagreements.Count); // an exclusion that is no longer needed must go
    }
}
