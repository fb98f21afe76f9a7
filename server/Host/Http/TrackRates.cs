using Streaming.Formats.Media;

namespace Streaming.Server.Host.Http;

/// <summary>What one track asks of a network, in figures and over time.</summary>
/// <param name="Traffic">With a bounded envelope, and without what only a sender needs.</param>
/// <param name="Own">The track's own rate in each part of the title's time; empty where there are no plans.</param>
/// <param name="Planned">The same of each plan, in their order.</param>
internal sealed record TrackRates(TrackTraffic Traffic, IReadOnlyList<BitRate> Own, IReadOnlyList<IReadOnlyList<BitRate>> Planned);
