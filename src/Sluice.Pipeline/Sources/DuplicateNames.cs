namespace Sluice.Pipeline.Sources;

/// <summary>The words of pipeline files for <see cref="DuplicatePolicy"/>.</summary>
internal static class DuplicateNames
{
    /// <summary>All of them, for messages.</summary>
    public const string Allowed = "refuse, first, last or merge-identical";

    public static DuplicatePolicy? Find(string word) => word switch
    {
        "refuse" => DuplicatePolicy.Refuse,
        "first" => DuplicatePolicy.First,
        "last" => DuplicatePolicy.Last,
        "merge-identical" => DuplicatePolicy.MergeIdentical,
        _ => null,
    };
}
