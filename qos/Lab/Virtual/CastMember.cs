using System.Net;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Virtual;

/// <summary>A viewer of a run, before it has come.</summary>
/// <param name="Number">Among all, by arrival; from 0.</param>
/// <param name="Id">The audience and a number by arrival, from 1: <c>home.17</c>.</param>
/// <param name="Audience">What is drawn for each is drawn: how long it watches is its own.</param>
/// <param name="Arrives">Since the beginning of the run, whole tenths of a second.</param>
/// <param name="Place">Its number by arrival among all behind the same link, from 1.</param>
/// <param name="Seed">Of whatever else is left to chance at it, and at the server for it.</param>
internal sealed record CastMember(int Number, string Id, Audience Audience, TimeSpan Arrives, int Place, IPAddress Address, ulong Seed);
