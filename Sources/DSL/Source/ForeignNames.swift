// SPDX-License-Identifier: Apache-2.0

/// What other systems call our options, statements and words, and what to write here.
///
/// Names that are near to ours by their letters need no line: `NearestNames` finds them.
enum ForeignNames {
  /// Names for the same thing: the first is ours.
  static let options: [[String]] = [
    ["lr", "learning_rate", "eta", "base_lr", "init_lr"],
    ["every", "step_size", "decay_steps", "drop_every"],
    ["decay", "gamma", "drop", "decay_rate", "lr_decay"],
    ["batch", "batch_size", "batchsize", "bs", "mini_batch", "minibatch"],
    ["epochs", "n_epochs", "num_epochs", "max_epochs", "nb_epoch", "num_train_epochs", "max_iter"],
    ["patience", "early_stopping", "early_stopping_rounds", "early_stop", "n_iter_no_change"],
    [
      "clip", "clipnorm", "clip_norm", "global_clipnorm", "grad_clip", "gradient_clip",
      "gradient_clipping", "gradient_clip_val", "max_norm", "max_grad_norm",
    ],
    ["clip_value", "clipvalue", "clip_grad_value"],
    ["class_weights", "class_weight"],
    [
      "scheduled_sampling", "scheduled_sampling_ratio", "scheduled_sampling_prob",
      "sampling_probability", "sampling_ratio",
    ],
    ["input_feeding", "input_feed", "feed_attention"],
    ["accumulate", "gradient_accumulation_steps", "accumulate_grad_batches", "grad_accum"],
    ["warmup", "warmup_steps", "warmup_ratio", "warmup_epochs", "num_warmup_steps"],
    ["time", "timeout", "budget"], ["max_time", "timeout", "time_limit", "max_seconds"],
    ["by", "monitor", "metric_for_best_model", "scoring"],
    ["seed", "random_state", "random_seed", "manual_seed"],
    ["beta1", "beta_1"], ["beta2", "beta_2"], ["eps", "epsilon"],
    ["l2", "l2_regularization"], ["average", "swa", "use_ema"], ["ema_decay", "ema_momentum"],
    ["average_patience", "nonmono", "asgd_patience"], ["average_from", "swa_start", "t0"],
    ["div_value", "adaptive_softmax_factor"],
    ["cutoffs", "adaptive_softmax_cutoff", "cutoff", "clusters"],
    ["from", "init_from", "pretrained", "initial_weights", "warm_start"],
    ["folds", "k", "cv", "n_splits", "n_folds", "kfold", "k_folds"],
    ["trials", "n_trials", "n_iter", "max_trials", "max_evals", "num_samples"],
    ["method", "sampler", "strategy", "algo"], ["prune", "pruner"],
    [
      "units", "hidden_size", "hidden_dim", "num_units", "hidden", "embedding_dim", "output_dim",
      "out_features", "dim", "size",
    ],
    ["rate", "p", "drop", "prob"],
    ["recurrent_dropout", "variational_dropout", "weight_drop"],
    ["delimiter", "sep", "separator"], ["columns", "names", "usecols", "fieldnames"],
    ["quote", "quotechar", "quoting"], ["tokens", "tokenizer", "tokenize", "analyzer"],
    ["max_length", "maxlen", "max_len", "max_seq_length", "sequence_length", "fix_length"],
    ["vocabulary", "num_words", "max_features", "vocab_size", "max_tokens", "max_vocab"],
    ["merge_dropout", "bpe_dropout", "bpe_drop_out", "subword_dropout"],
    ["skip_over", "src_seq_length", "tgt_seq_length", "max_source_length", "max_target_length"],
    ["skip_ratio", "length_ratio", "max_ratio", "clean_ratio"],
    ["shared", "share_vocab", "joined_dictionary", "joint_vocab", "shared_vocab"],
    ["tied", "share_embeddings", "share_all_embeddings", "tie_weights", "tied_embeddings"],
    ["min_count", "min_freq", "min_df", "min_frequency"],
    ["lower", "lowercase", "do_lower_case"], ["stopwords", "stop_words"],
    ["test", "test_size", "test_split"], ["valid", "validation_split", "val_size", "valid_size"],
    ["train", "train_size", "train_split"], ["first", "dayfirst", "day_first"],
  ]

  /// What is done in another way here, or needs nothing.
  private static let elsewhere: [(names: [String], help: String)] = [
    (
      ["return_sequences", "return_state"],
      "leave it out: every step goes on, and a layer that needs one vector takes the last step"
    ),
    (
      ["stateful", "reset_states"],
      "leave it out: no layer keeps a state from one text to the next"
    ),
    (
      ["batch_first", "time_major", "unroll", "go_backwards", "use_cudnn"],
      "leave it out: there is one layout, and it is not seen"
    ),
    (
      [
        "input_dim", "input_size", "input_shape", "in_features", "num_embeddings", "input_length",
        "units", "num_classes", "n_classes",
      ], "leave it out: input and output sizes come from the data"
    ),
    (
      ["mask_zero", "padding_idx", "padding", "truncating", "pad_token", "pack"],
      "leave it out: there is no padding"
    ),
    (["num_layers", "n_layers", "layers"], "repeat the layer: `lstm 128 x2`"),
    (["bidirectional"], "write `bilstm 128` or `bigru 128`"),
    (
      ["loss", "loss_fn", "criterion", "metrics", "output_units"],
      "leave it out: `output` takes loss and figures from the target"
    ),
    (["verbose", "progress"], "leave it out: progress is shown on a terminal"),
    (
      ["callbacks", "hooks"],
      "leave it out: `patience=`, `max_time=` and `schedule=` are options of their own"
    ),
    (
      ["restore_best_weights", "load_best_model_at_end", "save_best_only"],
      "leave it out: the weights of the best epoch are kept"
    ),
    (
      ["from", "start_epoch", "initial_epoch", "resume_from_checkpoint"],
      "leave it out: `resume r` goes on where the run stands"
    ),
    (
      ["device", "gpu", "gpus", "num_workers", "n_jobs", "workers"],
      "leave it out: `lstm run FILE --threads 4` says how many threads compute"
    ),
    (
      ["validation_data", "validation_split", "eval_set", "validation_size", "val_split"],
      "the data say who validates: `{ split 80/10/10 }`"
    ),
    (
      ["teacher_forcing_ratio", "teacher_forcing", "tf_ratio"],
      "write the share of its own tokens that a decoder is fed: `scheduled_sampling=0.25`"
    ),
    (["shuffle", "drop_last"], "leave it out: training rows are shuffled in every epoch"),
    (["stratify", "stratified"], "leave it out: every class has its share of every split"),
    (["scheduler", "lr_scheduler", "lr_schedule"], "name a schedule: `schedule=cosine`"),
    (["encoding", "charset"], "leave it out: files are UTF-8"),
    (["weight_decay", "wd", "decay"], "write `adamw weight_decay=…`, or half as much as `l2=…`"),
    (["checkpoint", "save_path", "output_dir", "model_dir"], "`save r \"r.model\"` writes a file"),
    (["use_bias", "bias", "kernel_initializer"], "leave it out: this is not settable"),
  ]

  /// What to write for an option that does not exist here, where `names` do.
  static func option(_ name: String, among names: [String]) -> String? {
    let word = name.lowercased()
    for group in options {
      guard let ours = group.first, names.contains(ours), group.dropFirst().contains(word) else {
        continue
      }
      return "write `\(ours)=…`"
    }
    if word == "random_state" || word == "seed" { return "`seed 7` is a statement of its own" }
    return elsewhere.first { $0.names.contains(word) }?.help
  }

  /// What to write for a word that is none of the choices.
  static func choice(_ word: String, among choices: [String]) -> String? {
    let plain = word.lowercased().filter { $0 != "_" && $0 != "-" }
    if plain.hasSuffix("softmax"), choices.contains("relu") {
      return "leave it out: `output` makes probabilities of what the layers give"
    }
    let ours: String? =
      switch plain {
      case "balanced", "balance", "inversefrequency": "auto"
      case "cosineannealing", "cosinedecay", "cosineannealinglr": "cosine"
      case "reducelronplateau", "reduceonplateau": "plateau"
      case "steplr", "steps", "multisteplr", "piecewise": "step"
      case "exponentiallr", "exponentialdecay", "exp": "exponential"
      case "onecyclelr", "1cycle", "superconvergence": "onecycle"
      case "none", "fixed", "off": "constant"
      case "lrfinder", "lrfind": "range_test"
      case "momentum", "nesterov", "gd": "sgd"
      case "adamax", "nadam", "radam", "amsgrad": "adam"
      case "bayes", "bayesian", "optuna", "hyperopt": "tpe"
      case "character", "characters", "letter", "letters": "char"
      case "spacy", "whitespace", "basicenglish": "word"
      case "swa", "polyak": "mean"
      case "adaptivesoftmax", "adaptivelogsoftmax", "adaptivelogsoftmaxwithloss": "adaptive"
      case "acc", "valacc", "valaccuracy", "validaccuracy": "accuracy"
      case "valloss", "validloss", "evalloss", "crossentropy", "nll": "loss"
      case "ppl", "valperplexity", "validperplexity": "perplexity"
      case "valf1", "validf1", "f1score": "f1"
      case "macrof1": "f1_macro"
      case "microf1": "f1_micro"
      case "weightedf1": "f1_weighted"
      case "valauc", "validauc", "rocauc", "auroc": "auc"
      case "valmae", "validmae", "meanabsoluteerror": "mae"
      case "valrmse", "validrmse", "mse", "valmse", "rootmeansquarederror", "meansquarederror":
        "rmse"
      case "r2score", "rsquared", "valr2": "r2"
      case "majority", "mostfrequent", "dummy": "constant"
      default: nil
      }
    return ours.flatMap { choices.contains($0) ? "write `\($0)`" : nil }
  }

  /// What to write for a line that begins like a statement of another system.
  static func statement(_ word: String) -> String? {
    switch word.lowercased() {
    case "fit": "write `train r = m`"
    case "evaluate", "test", "score", "validate": "write `eval r`"
    case "import", "source", "require": "write `include \"common.lstm\"`"
    case "dataset", "load_data", "read_csv", "table": "write `data d = csv \"reviews.csv\"`"
    case "network", "net", "sequential", "class":
      "write `model m for d = embed 64 | lstm 128 | output`"
    case "set", "var", "def", "const", "define": "write `let name = …`"
    case "tune", "optimize", "hyperopt", "sweep", "gridsearch":
      "write `grid g = train m lr=[1e-3, 1e-2]`"
    case "cross_validate", "cv", "kfold": "write `crossval c = m folds=5`"
    case "continue": "write `resume r`"
    case "compile": "leave it out: `train r = m adam lr=1e-3` says how"
    case "echo", "log", "display": "write `print …`"
    case "summary", "describe", "inspect": "write `show m`"
    case "dump", "export_model", "store": "write `save r \"r.model\"`"
    case "classify", "infer", "inference": "write `predict r \"a text\"`"
    default: nil
    }
  }

  /// What to write for a word that other prompts take as a command.
  static func promptWord(_ word: String) -> String? {
    switch word.lowercased() {
    case "help", "man", "usage", "doc", "docs":
      "at the prompt `?` explains, and `:help` lists the commands"
    case "quit", "exit", "bye", "logout": "at the prompt `:quit`, or Ctrl-D, leaves"
    case "ls", "dir", "who", "whos", "vars", "names", "cells":
      "at the prompt `:cells` lists the entries"
    case "history", "undo", "restore", "edit", "rerun", "stale", "delete":
      "at the prompt it is a command: `:\(word.lowercased())`"
    case "clear", "cls", "reset":
      "at the prompt Ctrl-L clears the screen, `:undo` takes an entry back"
    default: nil
    }
  }

  /// What to write for a role of data that does not exist here.
  static func role(_ word: String) -> String? {
    switch word.lowercased() {
    case "review", "sentence", "content": "write `text COLUMN`"
    case "inputs", "x", "feature", "features", "covariate", "covariates", "regressors":
      "write `text COLUMN` for texts, `input COLUMN, COLUMN` for numbers"
    case "id", "unique_id", "entity", "group_ids", "sequence": "write `series COLUMN`"
    case "label", "labels", "y", "output", "class", "category", "classes": "write `target COLUMN`"
    case "drop", "skip", "exclude", "remove": "write `ignore COLUMN`"
    case "date", "datetime", "timestamp", "order": "write `time COLUMN`"
    case "user", "author", "subject", "stratify", "groups": "write `group COLUMN`"
    case "folds", "fold", "holdout", "validation", "valid", "test": "write `split 80/10/10`"
    default: nil
    }
  }

  /// What to write for a layer that does not exist here.
  static func layer(_ name: String) -> String? {
    switch name.lowercased().filter({ $0 != "_" }) {
    case "embedding": "write `embed 100`"
    case "crf", "linearchaincrf": "write `output crf`"
    case "linear", "fc", "fullyconnected": "write `dense 64`"
    case "bidirectional", "blstm": "write `bilstm 128`"
    case "rnn", "simplernn", "elman", "lstmcell", "cudnnlstm": "write `lstm 128` or `gru 128`"
    case "softmax", "sigmoid", "classifier", "logsoftmax", "head":
      "write `output`: it takes its activation from the target"
    case "attention", "selfattention", "multiheadattention": "write `attend`"
    case "flatten", "pool", "globalaveragepooling1d", "globalmaxpooling1d", "avg", "average":
      "write `mean`, `max` or `last`"
    case "masking", "packpaddedsequence", "padpackedsequence", "pad":
      "leave it out: there is no padding to mask"
    case "input", "inputlayer", "sequential", "timedistributed", "reshape", "squeeze":
      "leave it out: layers fit together by their types"
    case "relu", "tanh", "gelu", "activation": "write it after its layer: `dense 64 relu`"
    case "spatialdropout1d", "dropout1d", "drop": "write `dropout 0.5`"
    default: nil
    }
  }
}
