using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>Reads the body of a response into <paramref name="answer"/>.</summary>
/// <param name="map">Stands at the first key of the body.</param>
/// <param name="answer">Receives the decoded response; cleared first.</param>
/// <returns>Whether the body was well-formed.</returns>
internal delegate bool AnswerReader<in TAnswer>(ref MapReader map, TAnswer answer);
