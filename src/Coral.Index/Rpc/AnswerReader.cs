using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>Reads the body of a response into <paramref name="answer"/>.</summary>
/// <param name="map">At the first key of the body.</param>
/// <param name="answer">Filled anew.</param>
/// <returns>Whether the body was well-formed.</returns>
internal delegate bool AnswerReader<in TAnswer>(ref MapReader map, TAnswer answer);
