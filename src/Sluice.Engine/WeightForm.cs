namespace Sluice.Engine;

/// <summary>In which form a model's weights are held in memory.</summary>
public enum WeightForm
{
    /// <summary>Small models in a form with fast kernels: 4- and 5-bit weights with a minimum (Q4_1, Q5_1) as 8-bit ones, which takes up to 1.7 times the memory.</summary>
    Fastest,

    /// <summary>Exactly as the file has them.</summary>
    AsStored,
}
