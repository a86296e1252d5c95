using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>Where a customer's personal data stands: what <see cref="Forgetting"/> would remove.</summary>
/// <param name="Phone">The customer's phone, digits.</param>
/// <param name="Lines">Lines of sheets that hold the phone.</param>
/// <param name="Assignments">Assignments of the phone.</param>
/// <param name="OrdersOfOthers">Assignments of other customers with an order that names the phone.</param>
/// <param name="Tasks">Tasks of the mirror.</param>
/// <param name="Views">Saved views that filter by the phone.</param>
/// <param name="Batches">The batches that hold lines or assignments of it, newest first.</param>
/// <param name="InTheWay">Why it can't be forgotten yet; empty when it can.</param>
/// <param name="IsForgotten">Whether it was forgotten before.</param>
public sealed record ForgetFinding(
    string Phone, int Lines, int Assignments, int OrdersOfOthers, int Tasks, int Views, IReadOnlyList<ForgetBatch> Batches, IReadOnlyList<ForgetObstacle> InTheWay, bool IsForgotten)
{
    /// <summary>How many rows hold something of it.</summary>
    public int Total => Lines + Assignments + OrdersOfOthers + Tasks + Views;
}

/// <summary>A batch that holds something of a customer.</summary>
/// <param name="Id">Its key.</param>
/// <param name="SheetName">Name of its sheet.</param>
/// <param name="HasFile">Whether the uploaded file is still stored: it is removed as a whole.</param>
public sealed record ForgetBatch(long Id, string SheetName, bool HasFile);

/// <summary>What must end before a customer can be forgotten.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="SheetName">Name of its sheet.</param>
/// <param name="State">State of the assignment that is on its way; null for a draft that holds the phone.</param>
public sealed record ForgetObstacle(long BatchId, string SheetName, AssignmentState? State);
