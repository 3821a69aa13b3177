// SPDX-License-Identifier: Apache-2.0

extension ObjectKind {
  /// What the things of this kind are.
  var type: any ScriptObject.Type {
    switch self {
    case .data: DataObject.self
    case .split: SplitObject.self
    case .vectors: VectorsObject.self
    case .model: ModelObject.self
    case .run: RunObject.self
    case .evaluation: EvaluationObject.self
    case .sweep, .runs: SweepObject.self
    case .crossValidation: CrossValidationObject.self
    case .ensemble: EnsembleObject.self
    case .comparison: ComparisonObject.self
    }
  }
}
