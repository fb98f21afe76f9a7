using Streaming.Lab.Records;

namespace Streaming.Lab.Virtual.Viewing;

/// <summary>Who is told what becomes of viewers. Called in the middle of their work: whoever is told calls none of them back.</summary>
internal interface IViewerWitness
{
    /// <summary>stalled, cameBack, seek, pause, resume, joined, left or ended, as it happens.</summary>
    void Happened(int viewer, RunEvent what);

    /// <summary>It is gone for good: nothing that comes for it matters any more, and its record is complete.</summary>
    void Gone(int viewer, Instant now);
}
