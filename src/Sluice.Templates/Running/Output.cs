using System.Text;

namespace Sluice.Templates.Running;

/// <summary>Collects what is printed, within the bound of the rendering.</summary>
internal sealed class Output(Rendering rendering)
{
    readonly StringBuilder written = new();

    public void Write(string text)
    {
        rendering.CheckLength((long)written.Length + text.Length);
        rendering.ChargeText(text.Length);
        written.Append(text);
    }

    public override string ToString() => written.ToString();
}
