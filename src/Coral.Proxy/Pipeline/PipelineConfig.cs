namespace Coral.Proxy.Pipeline;

/// <summary>What the pipeline needs of the options of the proxy.</summary>
/// <param name="Compresses">True if text is compressed for clients that accept it.</param>
/// <param name="HalfClosedPatience">
/// The time for which a client that has closed its sending side may wait without a byte before it counts as gone.
/// </param>
internal sealed record PipelineConfig(bool Compresses, TimeSpan HalfClosedPatience);
