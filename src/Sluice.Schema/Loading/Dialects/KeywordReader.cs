namespace Sluice.Schema.Loading.Dialects;

/// <summary>Checks the value of one keyword and writes what it means into its node.</summary>
internal delegate void KeywordReader(KeywordValue keyword);
