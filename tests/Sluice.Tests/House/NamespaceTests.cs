using System.Text.RegularExpressions;

namespace Sluice.Tests.House;

/// <summary>A folder is a namespace, so that a type is found where its name says.</summary>
public sealed partial class NamespaceTests
{
    [Fact]
    public void A_files_namespace_is_its_folder()
    {
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories))
        {
            var folder = Path.GetRelativePath(Repository.PathOf("src"), Path.GetDirectoryName(file)!);
            if (folder.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any()) continue;

            var declared = Declaration().Match(File.ReadAllText(file)).Groups["name"].Value;
            var expected = folder.Replace(Path.DirectorySeparatorChar, '.');
            if (declared.Length > 0 && declared != expected) wrong.Add($"{Path.GetFileName(file)} declares {declared}, its folder is {expected}");
        }

        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
