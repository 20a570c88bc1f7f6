using System.Globalization;
using Sluice.Catalog.Work;

namespace Sluice.Twin.Predicting;

/// <summary>The model's weights do not fit the memory the server may take: there is nothing to predict.</summary>
public sealed class MemoryShortException(string model, string hardware, int devices, MemoryFit fit) : Exception(string.Create(CultureInfo.InvariantCulture,
    $"{model} does not fit on {hardware}: its weights take {fit.Weights / Gib:0.0} GiB a device over {devices}, {fit.Usable / Gib:0.0} GiB may be used, {(fit.Weights - fit.Usable) / Gib:0.0} GiB are missing; allowed: more devices (cluster:N), a smaller precision, or a higher gpu_memory_utilization"))
{
    const double Gib = 1 << 30;

    public MemoryFit Fit => fit;
}
