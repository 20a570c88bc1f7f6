namespace Sluice.Pipeline.Output;

/// <summary>In which order an export has its lines.</summary>
public enum ExportOrder
{
    /// <summary>As the records stand in the input.</summary>
    Input,

    /// <summary>As the answers were accepted.</summary>
    Accepted,
}
