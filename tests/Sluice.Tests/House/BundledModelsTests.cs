using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Sluice.Tests.House;

public sealed partial class BundledModelsTests
{
    [Fact]
    public void Every_bundled_model_is_the_one_its_table_names()
    {
        var rows = Row().Matches(File.ReadAllText(Repository.PathOf("models", "README.md")));
        Assert.Equal(Directory.EnumerateFiles(Repository.PathOf("models"), "*.gguf").Count(), rows.Count);

        foreach (Match row in rows)
        {
            using var model = File.OpenRead(Repository.PathOf("models", row.Groups["file"].Value));

            Assert.Equal(row.Groups["hash"].Value, Convert.ToHexStringLower(SHA256.HashData(model)));
        }
    }

    [GeneratedRegex(@"^\| `(?<file>[^`]+\.gguf)`.*`(?<hash>[0-9a-f]{64})`", RegexOptions.Multiline)]
    private static partial Regex Row();
}
