namespace Coral.Proxy.Pipeline;

/// <summary>The options of the proxy that the pipeline reads.</summary>
/// <param name="Compresses">True if text is compressed for clients that accept it.</param>
/// <param name="HalfClosedPatience">
/// The time for which a client that has closed its sending side may wait without a byte before it counts as gone.
/// </param>
internal sealed record PipelineConfig(bool Compresses, TimeSpan HalfClosedPatience);
