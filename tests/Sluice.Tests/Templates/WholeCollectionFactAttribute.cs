namespace Sluice.Tests.Templates;

/// <summary>A test that needs the whole collection of chat templates, of which the repository holds the part it may hold.</summary>
internal sealed class WholeCollectionFactAttribute : FactAttribute
{
    public WholeCollectionFactAttribute()
    {
        if (GoldenFolder.WholePath() is null)
            Skip = "The whole collection of chat templates is not here; SLUICE_CHAT_TEMPLATES may name its folder.";
    }
}
